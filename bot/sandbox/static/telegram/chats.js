// The chats of somebody: the private one with the bot, and the groups they are in.

import { avatar, botAvatar } from "../avatar.js";
import { Kept, arrange, h } from "../dom.js";
import { unreadIn } from "../unread.js";
import { world } from "../world.js";

const INSIDE = new Set(["creator", "administrator", "member"]);

/** The chats somebody is in, the private one first: {id, title, group}. */
export function chatsOf(user) {
  const id = String(user);
  const groups = world.telegram.chats.filter((chat) => chat.kind !== "private" && !chat.migrated_to && INSIDE.has(chat.members[id]));
  return [{ id: Number(user), title: botName(), group: false }, ...groups.map((chat) => ({ id: chat.id, title: chat.title, group: true, members: Object.values(chat.members).filter((status) => INSIDE.has(status)).length }))];
}

/** What the bot calls itself. */
export function botName() {
  const { bot } = world.telegram;
  return bot.names?.[""] || bot.username;
}

/** The list beside the messages; `go(chat)` shows one. */
export class Chats {
  constructor(go) {
    this.go = go;
    this.kept = new Kept();
    this.list = h("ul", {});
    this.element = h("nav", { class: "sidebar", "aria-label": "Chats" }, this.list);
  }

  render(me, place) {
    arrange(this.list, chatsOf(me).map((chat) => this.entry(me, chat, place)));
  }

  entry(me, chat, place) {
    const unread = unreadIn("telegram", me, chat.id);
    const key = chat.group ? chat.id : "private";
    return this.kept.get(key, JSON.stringify([chat, unread, chat.id === place]), () => this.made(chat, chat.id === place, unread));
  }

  made(chat, current, unread) {
    const mark = unread ? h("span", { class: chat.group ? "mark calm" : "mark", "aria-label": `${unread} unread` }, String(unread)) : null;
    const picture = chat.group ? avatar(chat.title, 40) : botAvatar(40);
    const about = chat.group ? `${chat.members} members` : "bot";
    return h("li", {}, h("button", { type: "button", class: unread ? "place unread" : "place", "aria-current": current ? "true" : null, onclick: () => this.go(chat.id) }, picture, h("span", { class: "place-name" }, h("span", {}, chat.title), h("small", { class: "faint" }, about)), mark));
  }
}
