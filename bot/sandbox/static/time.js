// Time as the bot's clock has it, shown in the zone of whoever looks.

let ahead = 0;

/** Set the page's clock after the server's; both run at the same speed. */
export function setNow(iso) {
  ahead = Date.parse(iso) - Date.now();
}

/** Milliseconds since 1970 on the sandbox's clock. */
export function now() {
  return Date.now() + ahead;
}

/** The name of the zone in which times are shown. */
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const made = new Map();

function format(options) {
  const key = JSON.stringify(options);
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat("en-GB", options));
  return made.get(key);
}

const CLOCK = { hour: "2-digit", minute: "2-digit" };
const SECONDS = { ...CLOCK, second: "2-digit" };
const DAY = { day: "numeric", month: "long", year: "numeric" };

// Discord's styles of a timestamp.
const STYLES = {
  t: CLOCK,
  T: SECONDS,
  d: { day: "2-digit", month: "2-digit", year: "numeric" },
  D: DAY,
  f: { ...DAY, ...CLOCK },
  F: { weekday: "long", ...DAY, ...CLOCK },
  s: { day: "2-digit", month: "2-digit", year: "numeric", ...CLOCK },
  S: { day: "2-digit", month: "2-digit", year: "numeric", ...SECONDS },
};

/** A moment in one of Discord's styles, as text. */
export function styled(ms, style) {
  return style === "R" ? relative(ms) : format(STYLES[style] ?? STYLES.f).format(ms);
}

/** The day and time that stand at a message. */
export function stamp(ms) {
  return format(CLOCK).format(ms);
}

/** A day, for the lines between messages. */
export function day(ms) {
  return format({ weekday: "long", ...DAY }).format(ms);
}

/** The clock of the bar: the day, and the time to the second. */
export function wall(ms) {
  return [format({ weekday: "short", day: "numeric", month: "short", year: "numeric" }).format(ms), format(SECONDS).format(ms)];
}

const STEPS = [[31536000, "year"], [2592000, "month"], [86400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]];
const words = new Intl.RelativeTimeFormat("en");

/** “in 2 hours”, “3 days ago”; never “tomorrow”, which is wrong for a day that begins before midnight. */
export function relative(ms) {
  const seconds = (ms - now()) / 1000;
  const [size, unit] = STEPS.find(([each]) => Math.abs(seconds) >= each * 0.95) ?? STEPS.at(-1);
  const count = Math.round(seconds / size);
  return count === 0 ? "now" : words.format(count, unit);
}

/** How long until something, short: “in 5 min”. */
export function until(seconds) {
  if (seconds <= 0) return "now";
  if (seconds < 90) return `in ${Math.round(seconds)} s`;
  if (seconds < 5400) return `in ${Math.round(seconds / 60)} min`;
  return seconds < 129600 ? `in ${Math.round(seconds / 3600)} h` : `in ${Math.round(seconds / 86400)} days`;
}

/** A <time> element; relative ones are kept right while the clock runs and when it is moved. */
export function timeElement(ms, text, style) {
  const element = document.createElement("time");
  element.dateTime = new Date(ms).toISOString();
  element.title = `${styled(ms, "F")} (${zone})`;
  element.textContent = text;
  element.className = "moment";
  if (style === "R" || style === "r") element.dataset.relative = String(ms);
  return element;
}

/** Write the relative times anew. */
export function refreshRelative() {
  for (const element of document.querySelectorAll("time[data-relative]")) {
    const text = relative(Number(element.dataset.relative));
    if (element.textContent !== text) element.textContent = text;
  }
}

// Telegram's formats of a date_time entity: r relative, w weekday, d D date, t T time, in any combination.
const PARTS = { w: { weekday: "long" }, d: STYLES.d, D: DAY, t: CLOCK, T: SECONDS };

/** A moment as Telegram's clients write it. */
export function telegramTime(ms, pattern) {
  if (!pattern || pattern === "r") return pattern ? relative(ms) : styled(ms, "f");
  return format(Object.assign({}, ...[...pattern].map((letter) => PARTS[letter] ?? {}))).format(ms);
}
