// The page: reads what there is, shows both clients, and keeps everything up to date.

import { DiscordClient } from "./discord/client.js";
import { onTelegramLink } from "./discord/links.js";
import { mountClock } from "./clock.js";
import { mountDock } from "./dock.js";
import { arrange, h } from "./dom.js";
import { wrongCount } from "./faults.js";
import { beginRun, recall, keep } from "./keep.js";
import { note } from "./notes.js";
import { connect, on } from "./sse.js";
import { mountStatus, owed } from "./status.js";
import { TelegramClient } from "./telegram/client.js";
import { mountTour } from "./tour.js";
import { restore, onUnread, unreadIn } from "./unread.js";
import { people, readDiscord, readSandbox, readTelegram, watch, world } from "./world.js";

const SETTLING_MS = 400;
const WAITING_MS = 1000;
const IDLE_MS = 10_000;
const part = (id) => document.getElementById(id);
let discord = null;
let telegram = null;

function show(name) {
  part("clients").dataset.shown = name;
  keep("shown", name);
  for (const tab of part("tabs").children) tab.setAttribute("aria-pressed", String(tab.dataset.name === name));
}

function mountTabs() {
  const tab = (name, title) => h("button", { data: { name }, onclick: () => show(name) }, title, h("span", { class: "mark" }));
  arrange(part("tabs"), [tab("discord", "Discord"), tab("telegram", "Telegram")]);
  onUnread(() => {
    for (const each of part("tabs").children) {
      const name = each.dataset.name;
      const count = people().reduce((sum, one) => sum + unreadIn(name, one[name], name === "discord" ? directOf(one) : one.telegram), 0);
      each.querySelector(".mark").textContent = count ? String(count) : "";
    }
  });
  show(recall("shown", "discord"));
}

const directOf = (one) => world.discord.users.find((user) => user.id === one.discord)?.dm_channel;

/** Show the place of a step of the tour, as the person who does it. */
async function go(step) {
  const one = people().find((each) => each.name === step.who);
  show(step.platform);
  if (step.clock) part("clock").querySelector(".next").focus();
  if (step.platform === "discord") {
    await discord.be(one, step.begin ? null : directOf(one));
    if (step.begin) discord.composer.begin(step.begin);
    return;
  }
  await telegram.be(one, one.telegram);
  if (step.begin && telegram.user()?.started && !telegram.user()?.blocked) telegram.composer.begin(step.begin);
}

let settling = null;

/** Read the sandbox's state again soon: once things have settled, and more often while something is owed. */
function soon(ms) {
  clearTimeout(settling);
  settling = setTimeout(async () => {
    await readSandbox().catch(() => {});
    const busy = world.sandbox && (owed(world.sandbox.outbox).waiting || (world.sandbox.bot.alive && !world.sandbox.bot.ready));
    soon(busy ? WAITING_MS : IDLE_MS);
  }, ms);
}

async function again() {
  await Promise.all([readSandbox(), readDiscord(), readTelegram()]);
  if (beginRun(world.sandbox.run)) location.reload();
  discord?.feed.refresh();
  telegram?.feed.refresh();
}

function warnOfFaults() {
  const count = wrongCount();
  document.querySelector(".tools")?.classList.toggle("warning", count > 0);
  document.querySelector(".tools")?.setAttribute("title", count ? `${count} thing(s) are switched to go wrong` : "Let something go wrong, and see that nothing is lost");
}

async function begin() {
  await Promise.all([readSandbox(), readDiscord(), readTelegram()]);
  if (beginRun(world.sandbox.run)) note("This is a new run of the sandbox: everything begins afresh.");
  restore();
  mountTabs();
  mountClock(part("clock"));
  const toggle = mountDock(part("dock"), () => document.querySelector(".tools").setAttribute("aria-expanded", "false"));
  mountStatus(part("status"), part("banner"), () => toggle());
  mountTour(part("tour"), (step) => go(step).catch((why) => note(why.message, { problem: true })));
  watch("discord", warnOfFaults);
  watch("telegram", warnOfFaults);
  discord = new DiscordClient(part("discord"));
  telegram = new TelegramClient(part("telegram"));
  await Promise.all([discord.begin(), telegram.begin()]);
  onTelegramLink((bot, payload) => {
    if (bot !== world.telegram.bot.username) return false;
    show("telegram");
    telegram.start(payload, discord.me);
    return true;
  });
  on("sandbox", () => soon(0));
  on("discord", () => soon(SETTLING_MS));
  on("telegram", () => soon(SETTLING_MS));
  on("open", () => again().catch(() => {}));
  await Promise.all([readSandbox(), readDiscord(), readTelegram()]);
  connect();
  if (recall("dock-open", false)) part("status").querySelector(".tools").click();
  document.body.dataset.ready = "true";
}

begin().catch((why) => note(why.message, { problem: true }));
