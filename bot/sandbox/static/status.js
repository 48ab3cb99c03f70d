// Whether the bot runs, what it still owes, and the buttons that open the tools.

import { arrange, h, icon } from "./dom.js";
import { post } from "./http.js";
import { trying } from "./notes.js";
import { on } from "./sse.js";
import { readSandbox, watch, world } from "./world.js";

const OWED = ["due", "pending", "waiting", "claimed", "retry"];

/** How many notices are owed at present, and how many were given up. */
export function owed(outbox) {
  let waiting = 0;
  let dead = 0;
  for (const states of Object.values(outbox))
    for (const [state, count] of Object.entries(states)) {
      if (OWED.includes(state)) waiting += count;
      if (state === "dead") dead += count;
    }
  return { waiting, dead };
}

/** Start the bot's process. */
export async function startBot() {
  await trying(() => post("/sandbox/bot", { do: "start" }));
  await readSandbox();
}

/** Show the state in the bar; `toggle()` opens and closes the tools. */
export function mountStatus(root, banner, toggle) {
  const dot = h("span", { class: "light" });
  const bot = h("span", { class: "bot-state" }, dot, h("span", { class: "bot-words" }));
  const outbox = h("span", { class: "outbox-state", title: "Notices the bot still has to deliver" });
  const tools = h("button", { class: "tools", "aria-expanded": "false", "aria-controls": "dock", onclick: () => tools.setAttribute("aria-expanded", String(toggle())) }, icon("bolt", 15), h("span", {}, "Faults & tools"));
  root.append(bot, outbox, tools);

  const show = (state) => {
    const { alive, ready } = state.bot;
    dot.className = `light ${ready ? "good" : alive ? "care" : "bad"}`;
    bot.querySelector(".bot-words").textContent = ready ? "Bot running" : alive ? "Bot connecting" : "Bot stopped";
    const { waiting, dead } = owed(state.outbox);
    arrange(outbox, alive ? [h("strong", {}, String(waiting)), " to deliver", dead ? h("span", { class: "dead" }, ` · ${dead} given up`) : null].filter(Boolean) : []);
    sayIf(!alive, deadWords(state.bot.exit_code), h("button", { onclick: startBot }, "Start it again"));
  };
  const sayIf = (is, text, button) => {
    const key = is ? text : "";
    if (banner.dataset.key === key) return;
    banner.dataset.key = key;
    banner.hidden = !is;
    arrange(banner, is ? [h("span", {}, text), button].filter(Boolean) : []);
  };
  watch("sandbox", show);
  on("lost", () => {
    dot.className = "light bad";
    bot.querySelector(".bot-words").textContent = "No answer";
    sayIf(true, "The sandbox does not answer. If it was ended, start it again in the terminal; this page then goes on by itself.");
  });
  on("open", () => world.sandbox && show(world.sandbox));
}

function deadWords(code) {
  const how = code === null ? "is not running" : code < 0 ? "was killed" : `ended by itself (exit code ${code}; its last words are under Faults & tools, Log)`;
  return `The bot's process ${how}. What it owes is kept in its database; people get no answer until it runs again.`;
}
