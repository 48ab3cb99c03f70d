// Components of messages: containers, sections, texts, rows, buttons, menus, pictures, files.

import { h, icon } from "../dom.js";
import { linkButton } from "./links.js";
import { markdown } from "./markdown.js";
import { Select } from "./select.js";

const STYLES = { 1: "blurple", 2: "grey", 3: "green", 4: "red" };

/** The address of a file on this page's own server, whatever name the bot knows it by. */
export function local(url) {
  const address = new URL(url, location.href);
  return ["127.0.0.1", "localhost"].includes(address.hostname) ? address.pathname : url;
}

/** A component as an element; `act.press(part, element)` and `act.choose(part, values, element)` do things. */
export function component(part, act) {
  return SHAPES[part.type]?.(part, act) ?? h("p", { class: "unknown" }, `(component ${part.type})`);
}

const all = (parts, act) => parts.map((part) => component(part, act));

const SHAPES = {
  1: (part, act) => h("div", { class: "action-row" }, all(part.components, act)),
  2: (part, act) => button(part, act),
  3: (part, act) => menu(part, act),
  5: (part, act) => menu(part, act),
  6: (part, act) => menu(part, act),
  7: (part, act) => menu(part, act),
  8: (part, act) => menu(part, act),
  9: (part, act) => h("div", { class: "section" }, h("div", { class: "section-text" }, all(part.components, act)), h("div", { class: "accessory" }, component(part.accessory, act))),
  10: (part, act) => markdown(part.content, act.names),
  11: (part) => picture(part, "thumbnail"),
  12: (part) => h("div", { class: `gallery of-${Math.min(part.items.length, 4)}` }, part.items.map((item) => picture(item, "picture"))),
  13: (part, act) => file(act.attachment(part.file.attachment_id), part.file.url),
  14: (part) => h("hr", { class: `separator ${part.divider === false ? "blank" : ""} ${part.spacing === 2 ? "large" : ""}` }),
  17: (part, act) => h("div", { class: "container", vars: part.accent_color ? { "--accent": `#${part.accent_color.toString(16).padStart(6, "0")}` } : null }, all(part.components, act)),
};

function button(part, act) {
  const label = `${part.emoji?.name ? `${part.emoji.name} ` : ""}${part.label ?? ""}`;
  if (part.url) return linkButton(part.url, label);
  return h("button", { type: "button", class: `button ${STYLES[part.style] ?? "grey"}`, disabled: part.disabled, onclick: (event) => act.press(part, event.currentTarget) }, label);
}

function menu(part, act) {
  const select = new Select(part, { done: (values) => act.choose(part, values, select.element) });
  return h("div", { class: "menu" }, select.element);
}

function picture(item, kind) {
  const address = local(item.media.url);
  const alt = item.description ?? "";
  return h("figure", { class: kind },
    h("a", { href: address, target: "_blank", rel: "noopener", title: alt || null, "aria-label": alt ? `Open the picture: ${alt}` : "Open the picture" }, h("img", { src: address, alt, loading: "lazy", decoding: "async" })),
    alt && kind === "picture" ? h("figcaption", { title: alt }, "ALT") : null);
}

/** A file to download. */
export function file(attachment, url) {
  const name = attachment?.filename ?? decodeURIComponent(url.split("/").at(-1));
  const size = attachment ? `${Math.max(1, Math.round(attachment.size / 1024))} kB` : "";
  return h("div", { class: "file" }, icon("file", 26), h("span", { class: "file-text" }, h("a", { href: local(attachment?.url ?? url), download: name }, name), h("span", { class: "faint" }, size)));
}
