// The server's channels and the direct messages, with what has not been looked at.

import { botAvatar } from "../avatar.js";
import { Kept, arrange, h, icon } from "../dom.js";
import { unreadIn } from "../unread.js";
import { guild, world } from "../world.js";

const TEXT_KINDS = [0, 5, 10, 11, 12];

/** The channels somebody sees, and their direct messages with the bot. */
export function places(me) {
  const channels = guild().channels.filter((channel) => TEXT_KINDS.includes(channel.type) && channel.seen_by.includes(me))
    .map((channel) => ({ id: channel.id, name: channel.name, topic: channel.topic ?? "", thread: channel.type >= 10 }));
  const direct = world.discord.users.find((user) => user.id === me)?.dm_channel;
  return { channels, direct };
}

/** The list beside the messages; `go(place)` shows one. */
export class Sidebar {
  constructor(go) {
    this.go = go;
    this.kept = new Kept();
    this.title = h("div", { class: "guild-name" });
    this.channels = h("ul", {});
    this.direct = h("ul", {});
    this.element = h("nav", { class: "sidebar", "aria-label": "Channels and direct messages" }, this.title,
      h("h3", {}, "Channels"), this.channels, h("h3", {}, "Direct messages"), this.direct);
  }

  render(me, place) {
    const seen = places(me);
    this.title.textContent = guild().name;
    arrange(this.channels, seen.channels.map((channel) => this.entry(me, channel.id, place, icon("hash", 16), channel.name)));
    arrange(this.direct, seen.direct ? [this.entry(me, seen.direct, place, botAvatar(22), "mentorbot", true)] : []);
  }

  entry(me, id, place, picture, name, counted = false) {
    const unread = unreadIn("discord", me, id);
    const make = () => this.made(id, id === place, picture, name, unread, counted);
    return this.kept.get(id, JSON.stringify([name, unread, id === place]), make);
  }

  made(id, current, picture, name, unread, counted) {
    const mark = unread ? h("span", { class: counted ? "mark" : "dot", "aria-label": `${unread} unread` }, counted ? String(unread) : null) : null;
    return h("li", {}, h("button", { type: "button", class: unread ? "place unread" : "place", "aria-current": current ? "true" : null, onclick: () => this.go(id) }, picture, h("span", { class: "place-name" }, name), mark));
  }
}
