// For whoever develops a command: the bot's last requests to both platforms, and its log.

import { Kept, arrange, coalesced, h } from "./dom.js";
import { get } from "./http.js";
import { on } from "./sse.js";
import { styled } from "./time.js";

const SHOWN = 60;

const pretty = (value) => (value === null || value === undefined ? "" : JSON.stringify(value, null, 2));

/** The panel of exchanges; `visible()` tells whether it is worth reading. */
export function exchangesPanel(visible) {
  const filter = h("select", { "aria-label": "Which platform", onchange: () => read() }, ["Both platforms", "Discord", "Telegram"].map((name) => h("option", {}, name)));
  const list = h("ul", { class: "exchange-list", tabindex: "-1" });
  const body = h("div", { class: "exchange-body", tabindex: "0", role: "region", "aria-label": "One exchange" }, h("p", { class: "faint" }, "Choose an exchange to see what was sent and answered."));
  const counts = h("p", { class: "faint" });
  const kept = new Kept();

  const read = coalesced(async () => {
    const [discord, telegram] = await Promise.all([get("/discord/client/exchanges", { limit: SHOWN }), get("/telegram/client/exchanges")]);
    const both = [...(filter.value === "Telegram" ? [] : discord.exchanges.map(ofDiscord)), ...(filter.value === "Discord" ? [] : telegram.exchanges.map(ofTelegram).reverse())];
    both.sort((a, b) => b.at - a.at);
    const wrong = [...discord.unknown_calls, ...discord.violations];
    counts.textContent = wrong.length ? `${wrong.length} call(s) the platforms would not take: ${wrong.at(-1)}` : "Every call fits what the platforms take.";
    arrange(list, both.filter((each) => each.method !== "getUpdates").slice(0, SHOWN).map((each) => kept.get(each.key, String(each.status), () => entry(each))));
  });

  function entry(each) {
    const good = each.status >= 200 && each.status < 300;
    const show = () => {
      for (const row of list.children) row.firstChild.removeAttribute("aria-current");
      row.firstChild.setAttribute("aria-current", "true");
      arrange(body, [h("h4", {}, `${each.method} ${each.path}`), h("p", { class: "faint" }, `${each.platform}, ${styled(each.at, "S")}, status ${each.status}`), h("h5", {}, "Sent"), h("pre", {}, pretty(each.body)), h("h5", {}, "Answered"), h("pre", {}, pretty(each.answer))]);
    };
    const row = h("li", {}, h("button", { class: "exchange", onclick: show }, h("span", { class: `tag ${each.platform}` }, each.platform[0]), h("span", { class: good ? "tag good" : "tag bad" }, String(each.status || "cut")), h("strong", {}, each.method), h("span", { class: "exchange-path" }, each.path)));
    return row;
  }

  const refresh = () => visible() && read().catch(() => {});
  on("discord", refresh);
  on("telegram", refresh);
  return { element: h("div", { class: "exchanges" }, h("div", { class: "exchange-side" }, h("div", { class: "exchange-tools" }, filter, counts), list), body), read };
}

const ofDiscord = (each) => ({ key: `d ${each.at} ${each.path}`, platform: "Discord", method: each.method, path: each.path, body: each.body, status: each.status, answer: each.answer, at: Date.parse(each.at) });
const ofTelegram = (each) => ({ key: `t ${each.number}`, platform: "Telegram", method: each.method, path: each.fault ? `(fault: ${each.fault})` : "", body: each.params, status: each.status, answer: each.description || (each.status === 200 ? "ok" : "no answer"), at: each.at * 1000 });

/** The panel of the bot's log. */
export function logPanel(visible) {
  const lines = h("pre", { class: "log", tabindex: "0", role: "region", "aria-label": "Log of the bot" });
  const read = coalesced(async () => {
    const { lines: said } = await get("/sandbox/log");
    const atEnd = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 40;
    lines.textContent = said.join("\n") || "It has said nothing yet.";
    if (atEnd) lines.scrollTop = lines.scrollHeight;
  });
  const refresh = () => visible() && read().catch(() => {});
  for (const name of ["discord", "telegram", "sandbox"]) on(name, refresh);
  return { element: lines, read };
}
