// One message as somebody sees it in a chat: a bubble with its text, pictures, files and keyboard.

import { avatar, botAvatar } from "../avatar.js";
import { h, icon } from "../dom.js";
import { day, stamp as clockOf, styled } from "../time.js";
import { nodes } from "./html.js";

const FILES = "/telegram/client/files/";
const TOGETHER_SECONDS = 5 * 60;
const SERVICE = {
  new_chat_members: (members) => `${members.map((each) => each.first_name).join(", ")} joined the group`,
  left_chat_member: (member) => `${member.first_name} left the group`,
  pinned_message: () => "pinned a message",
};

const newDay = (message, previous) => !previous || day(previous.date * 1000) !== day(message.date * 1000);
const together = (message, previous) => previous && !newDay(message, previous) && previous.from.id === message.from.id && !previous.service && message.date - previous.date < TOGETHER_SECONDS;

/** A text that differs when a message has to be shown anew. */
export function messageStamp(message, previous) {
  return `${newDay(message, previous)} ${together(message, previous)} ${message.version} ${message.deleted} ${message.pinned} ${JSON.stringify(message.buttons)} ${message.html}`;
}

/** A message as a list item; `act.me` is who looks, `act.group` whether others are there too. */
export function renderMessage(message, previous, act) {
  const mine = String(message.from.id) === String(act.me);
  const joined = together(message, previous);
  const line = newDay(message, previous) ? h("div", { class: "day" }, h("span", {}, day(message.date * 1000))) : null;
  if (message.service) return h("li", { class: "message service", data: { id: message.id } }, line, h("div", { class: "day" }, h("span", {}, service(message))));
  const picture = act.group && !mine ? h("span", { class: "bubble-picture" }, joined ? null : message.from.is_bot ? botAvatar(32) : avatar(message.from.name, 32)) : null;
  return h(
    "li",
    { class: `message ${mine ? "mine" : "theirs"} ${joined ? "joined" : ""}`, data: { id: message.id } },
    line,
    h("div", { class: "bubble-row" }, picture, h("div", { class: "bubble-column" }, bubble(message, act, mine, joined), keyboard(message, act))),
  );
}

function service(message) {
  const [[kind, what]] = Object.entries(message.service);
  return `${message.from.name}: ${SERVICE[kind]?.(what) ?? kind.replaceAll("_", " ")}`;
}

function bubble(message, act, mine, joined) {
  const edited = message.edited ? "edited " : "";
  return h("div", { class: "bubble" },
    act.group && !mine && !joined ? h("strong", { class: "sender" }, message.from.name) : null,
    message.reply_to ? h("div", { class: "reply" }, message.reply_to.text || "An earlier message") : null,
    message.media ? media(message.media) : null,
    h("div", { class: "bubble-text" }, nodes(message.html, act), h("span", { class: "when", title: styled(message.date * 1000, "F") }, `${edited}${clockOf(message.date * 1000)}`)));
}

function media(file) {
  const address = FILES + encodeURIComponent(file.file_id);
  if (file.kind === "photo") {
    const size = file.width && file.height ? { width: file.width, height: file.height } : {};
    return h("a", { class: "photo", href: address, target: "_blank", rel: "noopener", "aria-label": "Open the picture" }, h("img", { src: address, alt: "Picture", loading: "lazy", ...size }));
  }
  return h("a", { class: "document", href: address, download: file.name ?? "file" }, h("span", { class: "document-icon" }, icon("file", 22)), h("span", {}, h("strong", {}, file.name ?? "file"), h("small", {}, `${Math.max(1, Math.round(file.size / 1024))} kB`)));
}

function keyboard(message, act) {
  if (!message.buttons.length) return null;
  return h("div", { class: "keyboard", role: "group", "aria-label": "Buttons of the message" }, message.buttons.map((row) => h("div", { class: "keyboard-row" }, row.map((button) => key(message, button, act)))));
}

function key(message, button, act) {
  const mark = button.url ? icon("out", 12) : null;
  const blank = button.label.replace(/[\s\u2800]/g, "") === "";
  return h("button", { type: "button", class: `key ${button.style ?? ""}`, "aria-label": blank ? "Nothing" : null, tabindex: blank ? "-1" : null, onclick: (event) => act.press(message, button, event.currentTarget) }, h("span", {}, button.label), mark);
}
