// What goes wrong: switched on and off on the stand-ins themselves, with the outbox beside it.

import { Kept, arrange, h, icon, newId } from "./dom.js";
import { end, post } from "./http.js";
import { note, trying } from "./notes.js";
import { owed, startBot } from "./status.js";
import { people, readDiscord, readSandbox, readTelegram, watch, world } from "./world.js";

const DISCORD = {
  well: ["All is well", []],
  slow: ["Slow: every answer takes 2 s", [{ kind: "delay", seconds: 2 }]],
  limited: ["Too many requests (429), mostly", [{ kind: "429", probability: 0.7, retry_after: 2 }]],
  down: ["Down: nothing works", [{ kind: "5xx", status: 503 }, { kind: "refuse_gateway" }, { kind: "drop" }]],
};
const TELEGRAM = {
  well: ["All is well", []],
  slow: ["Slow: every answer takes 2 s", [{ kind: "delay", seconds: 2 }]],
  limited: ["Too many requests (429), mostly", [{ kind: "rate_limit", chance: 0.7, seconds: 2 }]],
  down: ["Down: nothing works", [{ kind: "server_error", status: 502 }]],
};
const OF_DISCORD = { "5xx": "down", 429: "limited", delay: "slow" };
const OF_TELEGRAM = { server_error: "down", rate_limit: "limited", delay: "slow" };

const ordered = (state, kinds) => state?.faults.map((fault) => kinds[fault.kind]).find(Boolean) ?? "well";

async function order(platform, faults) {
  await trying(async () => {
    await end(`/${platform}/client/faults`);
    for (const fault of faults) await post(`/${platform}/client/faults`, fault);
  });
  await (platform === "discord" ? readDiscord() : readTelegram());
}

/** The panel of faults. */
export function faultsPanel() {
  const discord = choice("Discord", DISCORD, (name) => order("discord", DISCORD[name][1]));
  const telegram = choice("Telegram", TELEGRAM, (name) => order("telegram", TELEGRAM[name][1]));
  const drop = h("button", { class: "plain", onclick: () => dropGateway() }, "Drop the gateway once");
  const dms = h("div", { class: "checks" });
  const blocked = h("div", { class: "checks" });
  const bot = h("div", {});
  const outbox = h("div", {});
  const kept = new Kept();
  let last = {};
  const part = (title, ...inside) => h("section", { class: "dock-part" }, h("h3", {}, title), inside);
  const root = h("div", { class: "dock-parts" }, part("Discord", discord.element, drop, h("h4", {}, "Direct messages closed by"), dms), part("Telegram", telegram.element, h("h4", {}, "Bot blocked by"), blocked), part("The bot's process", bot), part("Outbox", outbox));

  watch("discord", (state) => {
    discord.set(ordered(state, OF_DISCORD));
    arrange(dms, people().map((one) => check(dms, one, !state.users.find((user) => user.id === one.discord)?.dms_open, (is) => post(`/discord/client/users/${one.discord}`, { dms_open: !is }, "PATCH"))));
  });
  watch("telegram", (state) => {
    telegram.set(ordered(state, OF_TELEGRAM));
    arrange(blocked, people().map((one) => check(blocked, one, Boolean(state.users.find((user) => user.id === one.telegram)?.blocked), (is) => post("/telegram/client/block", { user: one.telegram, blocked: is }))));
  });
  watch("sandbox", (state) => {
    arrange(bot, [kept.get("bot", JSON.stringify([state.bot.alive, state.bot.ready, state.bot.faces]), () => h("div", { class: "process" }, processPart(state.bot)))]);
    if (state.bot.alive && Object.keys(state.outbox).length) last = state.outbox;
    arrange(outbox, [kept.get("outbox", JSON.stringify([last, state.bot.alive]), () => h("div", { class: "outbox" }, outboxPart(last, state.bot.alive)))]);
  });
  return root;
}

async function dropGateway() {
  await trying(() => post("/discord/client/faults", { kind: "drop" }));
  note("The connection to Discord's gateway was cut; the bot connects again by itself.");
}

function choice(title, kinds, chosen) {
  const name = newId("fault");
  const fields = Object.entries(kinds).map(([kind, [label]]) => h("label", { class: "choice" }, h("input", { type: "radio", name, value: kind, onchange: () => choose(kind) }), h("span", {}, label)));
  const element = h("div", { class: "choices", role: "radiogroup", "aria-label": `${title} works or not` }, fields);
  // What was read before a choice was carried out must not take it back before one's eyes.
  let latest = "well";
  const show = () => {
    element.querySelector(`input[value="${latest}"]`).checked = true;
  };
  const choose = async (kind) => {
    element.setAttribute("aria-busy", "true");
    await chosen(kind);
    element.removeAttribute("aria-busy");
    show();
  };
  const set = (kind) => {
    latest = kind;
    if (!element.hasAttribute("aria-busy")) show();
  };
  return { element, set };
}

function check(root, one, is, change) {
  const known = [...root.children].find((label) => label.dataset.name === one.name);
  const changed = async ({ target }) => {
    target.setAttribute("aria-busy", "true");
    await trying(() => change(target.checked));
    target.removeAttribute("aria-busy");
  };
  const label = known ?? h("label", { class: "choice", data: { name: one.name } }, h("input", { type: "checkbox", onchange: changed }), h("span", {}, one.name));
  const box = label.querySelector("input");
  if (!box.hasAttribute("aria-busy")) box.checked = is;
  return label;
}

function processPart(bot) {
  const kill = h("button", { class: "danger", onclick: () => trying(() => post("/sandbox/bot", { do: "kill" })).then(readSandbox) }, icon("power", 15), "Kill it");
  const start = h("button", { class: "primary", onclick: startBot }, icon("power", 15), "Start it");
  const faces = Object.entries(bot.faces).map(([name, state]) => h("li", {}, `${name}: ${state}`));
  return [
    h("p", {}, bot.ready ? "It runs and is connected." : bot.alive ? "It runs and is connecting." : "It does not run."),
    h("ul", { class: "faint" }, faces),
    bot.alive ? kill : start,
    h("p", { class: "faint" }, bot.alive ? "As a power cut would: at once, in the middle of anything." : "It goes on where it stopped: nothing that was owed is lost."),
  ];
}

function outboxPart(outbox, alive) {
  const rows = Object.entries(outbox).flatMap(([platform, states]) => Object.entries(states).filter(([, count]) => count).map(([name, count]) => h("tr", {}, h("th", { scope: "row" }, platform), h("td", {}, name), h("td", { class: "number" }, String(count)))));
  const { waiting } = owed(outbox);
  const words = !alive ? `Nobody can say while the bot does not run. ${rows.length ? "It last told this:" : "Nothing was in it before."}` : waiting ? `${waiting} on the way; each is tried again until it arrives or is of no more use.` : "Nothing is owed: everything has arrived, or is kept for somebody who cannot be reached.";
  return [h("p", {}, words), rows.length ? h("table", {}, h("thead", {}, h("tr", {}, ["Platform", "State", "Notices"].map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, rows)) : null];
}

/** How many things are switched to go wrong. */
export function wrongCount() {
  const { discord, telegram } = world;
  if (!discord || !telegram) return 0;
  const mine = new Set(people().flatMap((one) => [one.discord, one.telegram]));
  const closed = discord.users.filter((user) => mine.has(user.id) && !user.dms_open).length + telegram.users.filter((user) => mine.has(user.id) && user.blocked).length;
  return closed + (ordered(discord, OF_DISCORD) !== "well") + (ordered(telegram, OF_TELEGRAM) !== "well");
}
