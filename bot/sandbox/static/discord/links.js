// Links: those to the bot on Telegram open it on this page, all others in a new tab.

import { h, icon } from "../dom.js";

let openOnTelegram = () => {};
const TO_THE_BOT = /^https?:\/\/t\.me\/([A-Za-z0-9_]+)(?:\?start=([A-Za-z0-9_-]*))?$/;

/** Say what happens with a link to the bot on Telegram. */
export function onTelegramLink(open) {
  openOnTelegram = open;
}

/** A link with its text, by default its address. */
export function link(url, children = [url], props = {}) {
  const bot = TO_THE_BOT.exec(url);
  const go = (event) => {
    if (bot && openOnTelegram(bot[1], bot[2] ?? "")) event.preventDefault();
  };
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url, onclick: go, ...props }, children);
}

/** A link that looks like a button. */
export function linkButton(url, label) {
  return link(url, [label, icon("out", 14)], { class: "button link" });
}
