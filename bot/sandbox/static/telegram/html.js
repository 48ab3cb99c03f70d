// A message's HTML as nodes. The stand-in has made it safe; here only what it can contain is taken over.

import { h } from "../dom.js";
import { telegramTime, timeElement } from "../time.js";

// Telegram draws its emoji itself, so that they look the same on a machine without a font for them.
const CIRCLES = { "🔴": "#e5484d", "🟠": "#f0883e", "🟡": "#f2c037", "🟢": "#2fae60", "🔵": "#3e8ef7", "🟣": "#8e6bd8", "⚫": "#30343a", "⚪": "#f2f4f6" };
const CIRCLE = new RegExp(`(${Object.keys(CIRCLES).join("|")})`, "u");
const PLAIN = new Set(["B", "I", "U", "S", "CODE", "PRE", "BLOCKQUOTE"]);

/** The nodes of a message's text; `act.command(text)` and `act.start(payload)` are what links of its own do. */
export function nodes(html, act) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  return [...parsed.childNodes].flatMap((node) => taken(node, act));
}

function taken(node, act) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.split(CIRCLE).map((text) => circle(text) ?? text);
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const inside = [...node.childNodes].map((child) => taken(child, act));
  if (PLAIN.has(node.tagName)) return h(node.tagName.toLowerCase(), { class: node.classList.contains("expandable") ? "expandable" : null }, inside);
  if (node.tagName === "TIME") return moment(node);
  if (node.tagName === "A") return anchor(node, inside, act);
  if (node.classList.contains("spoiler")) return spoiler(inside);
  return h("span", { class: ["mention", "hashtag"].find((name) => node.classList.contains(name)) ?? null }, inside);
}

function circle(text) {
  return CIRCLES[text] ? h("span", { class: "circle", vars: { "--of": CIRCLES[text] } }, text) : null;
}

function moment(node) {
  const ms = Number(node.dataset.unix) * 1000;
  return timeElement(ms, telegramTime(ms, node.dataset.format), node.dataset.format === "r" ? "r" : null);
}

function anchor(node, inside, act) {
  if (node.dataset.command) return h("button", { type: "button", class: "text command", onclick: () => act.command(node.dataset.command) }, inside);
  if (node.dataset.start !== undefined) return h("button", { type: "button", class: "text", onclick: () => act.start(node.dataset.start) }, inside);
  const href = node.getAttribute("href");
  return /^(https?|mailto):/.test(href ?? "") ? h("a", { href, target: "_blank", rel: "noopener noreferrer", title: href }, inside) : h("span", {}, inside);
}

function spoiler(inside) {
  const cover = h("span", { class: "spoiler", data: { hidden: "" }, role: "button", tabindex: "0", "aria-label": "Hidden text; press to show" }, inside);
  const show = () => cover.removeAttribute("data-hidden");
  cover.addEventListener("click", show);
  cover.addEventListener("keydown", (event) => event.key === "Enter" && show());
  return cover;
}
