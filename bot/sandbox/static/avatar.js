// Round pictures of people, made of their initials.

import { h, icon } from "./dom.js";
import { hue, initials } from "./world.js";

/** A picture of somebody; `size` in pixels. */
export function avatar(name, size = 36) {
  return h("span", { class: "avatar", "aria-hidden": "true", vars: { "--hue": hue(name), "--size": `${size}px` } }, initials(name));
}

/** The picture of the bot. */
export function botAvatar(size = 36) {
  return h("span", { class: "avatar bot", "aria-hidden": "true", vars: { "--size": `${size}px` } }, icon("bot", Math.round(size * 0.58)));
}
