// What the page knows of the sandbox and of both platforms; read again whenever they say that it has changed.

import { coalesced } from "./dom.js";
import { get } from "./http.js";
import { setNow } from "./time.js";

export const world = { sandbox: null, discord: null, telegram: null };
const listeners = { sandbox: new Set(), discord: new Set(), telegram: new Set() };

/** Be told when one of the three has been read anew. */
export function watch(name, hear) {
  listeners[name].add(hear);
}

function told(name, state) {
  world[name] = state;
  for (const hear of listeners[name]) hear(state);
}

/** Read the sandbox's own state: clock, bot, people, outbox, tour. */
export const readSandbox = coalesced(async () => {
  const state = await get("/sandbox/state");
  setNow(state.now);
  told("sandbox", state);
});

/** Read what stands on Discord: channels, roles, members. */
export const readDiscord = coalesced(async () => told("discord", await get("/discord/client/state")));

/** Read what stands on Telegram: chats, users. */
export const readTelegram = coalesced(async () => told("telegram", await get("/telegram/client/state")));

/** The people one can play, each with both accounts. */
export function people() {
  return world.sandbox?.people ?? [];
}

/** The person with an account on a platform. */
export function personOf(platform, id) {
  return people().find((one) => String(one[platform]) === String(id));
}

/** The Discord server. */
export function guild() {
  return world.discord.guilds[0];
}

const HUES = [208, 152, 330, 32, 266, 2, 184, 92, 300, 48];

/** A colour for somebody, always the same one. */
export function hue(name) {
  const number = people().findIndex((one) => one.name === name);
  if (number >= 0) return HUES[number % HUES.length];
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 360;
  return sum;
}

/** The first letters of somebody's names. */
export function initials(name) {
  return name.split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? "").join("").toUpperCase();
}
