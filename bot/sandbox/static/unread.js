// How many messages nobody has looked at yet, by platform, person and place.

import { keep, recall } from "./keep.js";

const counts = new Map();
const listeners = new Set();
let shown = new Map();

const key = (platform, person, place) => `${platform} ${person} ${place}`;

/** Take up what was unread before a reload. */
export function restore() {
  for (const [name, count] of Object.entries(recall("unread", {}))) counts.set(name, count);
}

/** Be told when a count changes. */
export function onUnread(hear) {
  listeners.add(hear);
}

function changed() {
  keep("unread", Object.fromEntries(counts));
  for (const hear of listeners) hear();
}

/** A message came to somebody's place; it counts unless that place is on the screen. */
export function arrived(platform, person, place) {
  if (shown.get(platform) === key(platform, person, place) && !document.hidden) return;
  const name = key(platform, person, place);
  counts.set(name, (counts.get(name) ?? 0) + 1);
  changed();
}

/** This place is on the screen now, as this person. */
export function looking(platform, person, place) {
  shown.set(platform, key(platform, person, place));
  if (counts.delete(key(platform, person, place))) changed();
}

/** What nobody has looked at in a place. */
export function unreadIn(platform, person, place) {
  return counts.get(key(platform, person, place)) ?? 0;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  let any = false;
  for (const name of shown.values()) any = counts.delete(name) || any;
  if (any) changed();
});
