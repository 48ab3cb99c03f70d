// Discord's markdown as nodes: only what Discord itself shows as markup becomes markup.

import { h } from "../dom.js";
import { styled, timeElement } from "../time.js";
import { link } from "./links.js";

const INLINE = [
  [/^\\([^\w\s])/, (m) => m[1]],
  [/^``([^]+?)``(?!`)/, (m) => h("code", {}, m[1].trim())],
  [/^`([^`]+)`/, (m) => h("code", {}, m[1])],
  [/^<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/, (m) => timeElement(m[1] * 1000, styled(m[1] * 1000, m[2] ?? "f"), m[2])],
  [/^<@!?(\d+)>/, (m, to) => h("span", { class: "mention" }, `@${to.user(m[1])}`)],
  [/^<@&(\d+)>/, (m, to) => h("span", { class: "mention" }, `@${to.role(m[1])}`)],
  [/^<#(\d+)>/, (m, to) => h("span", { class: "mention" }, `#${to.channel(m[1])}`)],
  [/^<\/([^:<>]{1,100}):\d+>/, (m) => h("span", { class: "mention" }, `/${m[1]}`)],
  [/^<a?:(\w{2,32}):\d+>/, (m) => `:${m[1]}:`],
  [/^\[((?:\\.|[^[\]\\]|\[[^\]]*\])+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/, (m, to) => link(m[2], inline(m[1], to))],
  [/^<(https?:\/\/[^\s>]+)>/, (m) => link(m[1])],
  [/^https?:\/\/[^\s<]*[^\s<.,:;"')\]]/, (m) => link(m[0])],
  [/^\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/s, (m, to) => h("strong", {}, inline(m[1], to))],
  [/^__((?:\\.|[^\\])+?)__(?!_)/s, (m, to) => h("u", {}, inline(m[1], to))],
  [/^~~((?:\\.|[^\\])+?)~~/s, (m, to) => h("s", {}, inline(m[1], to))],
  [/^\|\|((?:\\.|[^\\])+?)\|\|/s, (m, to) => spoiler(inline(m[1], to))],
  [/^\*((?:\\.|[^\\*\s])(?:(?:\\.|[^\\*])*?(?:\\.|[^\\*\s]))?)\*(?!\*)/s, (m, to) => h("em", {}, inline(m[1], to))],
  [/^_((?:\\.|[^\\_])+?)_(?!\w)/s, (m, to) => h("em", {}, inline(m[1], to))],
];
const PLAIN = /^[^\\`<*_~|[h]+|^h(?!ttps?:)/;

function spoiler(children) {
  const show = () => cover.removeAttribute("data-hidden");
  const cover = h("span", { class: "spoiler", data: { hidden: "" }, role: "button", tabindex: "0", "aria-label": "Hidden text; press to show", onclick: show, onkeydown: (event) => event.key === "Enter" && show() }, children);
  return cover;
}

/** The markup inside a line. */
export function inline(text, to) {
  const nodes = [];
  let rest = text;
  let before = "";
  while (rest) {
    const plain = PLAIN.exec(rest);
    const found = plain ? null : INLINE.map(([shape, make]) => [shape.exec(rest), make]).find(([m]) => m && fits(m, before));
    const taken = plain ? plain[0] : found ? found[0][0] : rest[0];
    nodes.push(found ? found[1](found[0], to) : taken);
    before = taken.at(-1);
    rest = rest.slice(taken.length);
  }
  return nodes;
}

/** A lone underscore inside a word is none. */
function fits(match, before) {
  return !(match[0][0] === "_" && match[0][1] !== "_" && /\w/.test(before));
}

/** A whole text: headings, quotations, lists, code, small print, lines. */
export function markdown(text, to) {
  const root = h("div", { class: "markdown" });
  const parts = text.split(/(```[^]*?```)/);
  for (const part of parts) {
    const code = /^```(?:(\w+)\n)?\n?([^]*?)\n?```$/.exec(part);
    if (code) root.append(h("pre", {}, h("code", {}, code[2])));
    else blocks(part.replace(/^\n|\n$/g, parts.length > 1 ? "" : "$&"), to, root);
  }
  return root;
}

const BLOCKS = [
  [/^### +(.+)/, (m, to) => h("h3", { role: "presentation" }, inline(m[1], to))],
  [/^## +(.+)/, (m, to) => h("h2", { role: "presentation" }, inline(m[1], to))],
  [/^# +(.+)/, (m, to) => h("h1", { role: "presentation" }, inline(m[1], to))],
  [/^-# +(.+)/, (m, to) => h("small", {}, inline(m[1], to))],
];

function blocks(text, to, root) {
  if (!text) return;
  let open = null;
  for (const line of text.split("\n")) {
    const [kind, content] = kindOf(line);
    if (kind !== open?.kind || kind === "block") open = begin(kind, root);
    if (kind === "block") root.append(content(to));
    else if (kind === "ul" || kind === "ol") open.element.append(h("li", {}, inline(content, to)));
    else open.element.append(...(open.any ? ["\n"] : []), ...inline(content, to));
    open.any = true;
  }
}

function kindOf(line) {
  for (const [shape, make] of BLOCKS) {
    const found = shape.exec(line);
    if (found) return ["block", (to) => make(found, to)];
  }
  const quote = /^>(?:>>)? (.*)/.exec(line);
  if (quote) return ["blockquote", quote[1]];
  const item = /^ *[-*] +(.+)/.exec(line);
  if (item) return ["ul", item[1]];
  const numbered = /^ *\d{1,3}\. +(.+)/.exec(line);
  return numbered ? ["ol", numbered[1]] : ["p", line];
}

function begin(kind, root) {
  if (kind === "block") return { kind };
  const element = h(kind, {});
  root.append(element);
  return { kind, element, any: false };
}
