// The bot's clock: what it says, and the buttons that move it.

import { arrange, h, icon } from "./dom.js";
import { post } from "./http.js";
import { trying } from "./notes.js";
import { now, refreshRelative, until, wall, zone } from "./time.js";
import { readSandbox, watch } from "./world.js";

const MOVES = [["+15 min", 900], ["+1 h", 3600], ["+1 day", 86400]];

/** Show the clock in an element. */
export function mountClock(root) {
  const day = h("span", { class: "clock-day" });
  const time = h("span", { class: "clock-time" });
  const face = h("time", { class: "clock-face", title: `The bot's time, shown in your zone (${zone})` }, day, time);
  const next = h("button", { class: "next", onclick: () => move({ to: "next" }) });
  const buttons = [...MOVES.map(([label, by]) => h("button", { onclick: () => move({ by }), "aria-label": `Move the clock by ${label.slice(1)}` }, label)), next];
  const moves = h("div", { class: "moves", role: "group", "aria-label": "Move the clock" }, buttons);
  root.append(face, moves);

  async function move(how) {
    moves.setAttribute("aria-busy", "true");
    for (const button of buttons) button.disabled = true;
    await trying(() => post("/sandbox/clock", how));
    await readSandbox();
    for (const button of buttons) button.disabled = button === next && due === null;
    moves.removeAttribute("aria-busy");
  }

  let due = null;
  const tick = () => {
    const [date, clock] = wall(now());
    if (day.textContent !== date) day.textContent = date;
    time.textContent = clock;
    face.dateTime = new Date(now()).toISOString();
  };
  watch("sandbox", (state) => {
    due = state.bot.seconds_to_next;
    arrange(next, [icon("skip", 15), h("span", {}, "Next", h("span", { class: "wide-only" }, " event")), h("small", {}, due === null ? "none planned" : until(due))]);
    next.disabled = due === null;
    next.title = due === null ? "Nothing is scheduled at the moment" : "Move to what the bot does next by itself";
    tick();
    refreshRelative();
  });
  setInterval(tick, 1000);
  setInterval(refreshRelative, 10_000);
}
