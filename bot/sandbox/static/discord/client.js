// The Discord client: who one is, where one looks, and what one does.

import { botAvatar } from "../avatar.js";
import { arrange, h, icon } from "../dom.js";
import { Feed } from "../feed.js";
import { get, post } from "../http.js";
import { keep, recall } from "../keep.js";
import { note } from "../notes.js";
import { Switch } from "../people.js";
import { on } from "../sse.js";
import { arrived, looking, onUnread } from "../unread.js";
import { guild, people, personOf, readDiscord, watch, world } from "../world.js";
import { Composer } from "./composer.js";
import { openForm, restoreForm } from "./form.js";
import { messageStamp, renderMessage } from "./message.js";
import { Sidebar, places } from "./sidebar.js";

const RE_READ = new Set(["channel", "role", "user", "member", "guild", "gateway", "faults"]);
const precedes = (a, b) => BigInt(a.id) < BigInt(b.id);

export class DiscordClient {
  constructor(root) {
    this.root = root;
    this.hidden = new Set(recall("dismissed", []));
    this.switch = new Switch({ platform: "discord", title: "Discord", chosen: (one) => this.be(one), directPlace: (one) => places(one.discord).direct });
    this.sidebar = new Sidebar((place) => this.look(place));
    this.feed = new Feed({ load: (before, limit) => this.load(before, limit), render: (message, previous) => renderMessage(message, previous, this.acts()), stamp: messageStamp, precedes });
    this.composer = new Composer({ where: () => ({ as: this.me.discord, channel: this.place }), locale: () => this.user()?.locale ?? "en-US", run: (leaf, options) => this.run(leaf, options), write: (text) => this.write(text) });
    this.head = h("div", { class: "client-head" });
    const body = h("div", { class: "client-body discord-look" }, this.sidebar.element, h("div", { class: "talk" }, this.head, this.feed.element, this.composer.element));
    this.root.append(this.switch.element, body);
  }

  /** Show the first person at the first place, or those of before a reload. */
  async begin() {
    const kept = recall("discord", {});
    this.me = people().find((one) => one.name === kept.me) ?? people()[0];
    watch("discord", () => this.renderAround());
    watch("sandbox", () => this.renderAround());
    onUnread(() => this.renderAround());
    on("discord", (change) => this.heard(change));
    const seen = places(this.me.discord);
    const known = [...seen.channels.map((channel) => channel.id), seen.direct];
    await this.look(known.includes(kept.place) ? kept.place : known[0]);
    await restoreForm(this.me.discord, (answer) => this.answered(answer));
  }

  /** Be somebody; direct messages stay direct messages, a channel stays if they see it. */
  async be(one, place = null) {
    const wasDirect = this.place === places(this.me.discord).direct;
    this.me = one;
    if (!world.discord.users.some((user) => user.id === one.discord)) await readDiscord();
    const seen = places(one.discord);
    const same = seen.channels.find((channel) => channel.id === this.place)?.id;
    await this.look(place ?? (wasDirect ? seen.direct : same ?? seen.channels[0]?.id ?? seen.direct));
  }

  async look(place) {
    this.place = place;
    keep("discord", { me: this.me.name, place });
    this.root.classList.remove("sidebar-open");
    looking("discord", this.me.discord, place);
    this.composer.leave("");
    this.renderAround();
    const channel = this.channel();
    const label = channel ? `Messages in #${channel.name}` : "Direct messages with mentorbot";
    const read = this.composer.refresh(channel ? `Message #${channel.name}, or / for commands` : "Message mentorbot, or / for commands");
    await Promise.all([this.feed.show(label, intro(channel)), read]).catch((why) => note(why.message, { problem: true }));
  }

  channel() {
    return guild().channels.find((channel) => channel.id === this.place);
  }

  user() {
    return world.discord.users.find((user) => user.id === this.me.discord);
  }

  renderAround() {
    if (!this.me || !world.discord) return;
    this.me = people().find((one) => one.name === this.me.name) ?? this.me;
    this.switch.render(this.me);
    this.sidebar.render(this.me.discord, this.place);
    const channel = this.channel();
    const open = h("button", { class: "quiet sidebar-toggle", "aria-label": "Channels", onclick: () => this.root.classList.toggle("sidebar-open") }, icon("menu"));
    const online = h("span", { class: world.discord.bot.online ? "online" : "offline" }, world.discord.bot.online ? "online" : "offline");
    const title = channel ? [icon("hash"), h("strong", {}, channel.name), h("span", { class: "topic faint" }, channel.topic ?? "")] : [botAvatar(24), h("strong", {}, "mentorbot"), online];
    const key = `${this.place} ${world.discord.bot.online} ${channel?.topic}`;
    if (this.headKey !== key) arrange(this.head, [open, ...title]);
    this.headKey = key;
  }

  async load(before, limit) {
    const page = await get("/discord/client/messages", { as: this.me.discord, channel: this.place, limit, ...(before ? { before: before.id } : {}) });
    return { ...page, messages: page.messages.filter((message) => !this.hidden.has(message.id)) };
  }

  heard(change) {
    if (RE_READ.has(change.type)) readDiscord();
    if (change.type === "commands" || change.type === "role" || change.type === "member") this.composer.refresh().catch(() => {});
    if (change.type === "message") this.count(change);
    if (change.channel_id === this.place && change.type.startsWith("message")) this.feed.refresh().catch(() => {});
  }

  count(change) {
    const channel = guild().channels.find((each) => each.id === change.channel_id);
    for (const user of world.discord.users) {
      const sees = channel ? channel.seen_by.includes(user.id) : user.dm_channel === change.channel_id;
      const meant = change.only_for === null || change.only_for === user.id;
      if (sees && meant && change.author_id !== user.id && personOf("discord", user.id)) arrived("discord", user.id, change.channel_id);
    }
  }

  acts() {
    return {
      press: (message, part, element) => this.click(element, "press", { message: message.id, custom_id: part.custom_id }),
      choose: (message, part, values, element) => this.click(element, "choose", { message: message.id, custom_id: part.custom_id, values }),
      hide: (message) => this.hide(message),
    };
  }

  hide(message) {
    this.hidden.add(message.id);
    keep("dismissed", [...this.hidden]);
    this.feed.refresh();
  }

  async click(element, act, what) {
    element.setAttribute("aria-busy", "true");
    element.classList.add("busy");
    try {
      this.answered(await post(`/discord/client/${act}`, { as: this.me.discord, channel: this.place, ...what }));
    } catch (why) {
      this.fail(why.message);
    } finally {
      element.removeAttribute("aria-busy");
      element.classList.remove("busy");
    }
  }

  async run(leaf, options) {
    const place = this.place;
    const waiting = h("div", { class: "pending" }, botAvatar(24), h("span", {}, "Sending ", h("span", { class: "mention" }, `/${leaf.shown}`), " …"));
    this.feed.setTail([waiting]);
    try {
      const answer = await post("/discord/client/slash", { as: this.me.discord, channel: place, path: leaf.path, options });
      if (this.place === place) this.feed.setTail([]);
      this.answered(answer);
    } catch (why) {
      this.fail(why.message);
    }
  }

  async write(text) {
    try {
      await post("/discord/client/message", { as: this.me.discord, channel: this.place, text });
    } catch (why) {
      this.fail(why.message);
    }
  }

  answered(answer) {
    if (answer.kind === "modal") openForm(this.me.discord, answer.interaction, answer.modal, (next) => this.answered(next));
    else if (answer.kind === "no response") this.fail(world.sandbox.bot.alive ? "The application did not respond." : "The application did not respond: the bot's process is not running.");
    else this.feed.refresh();
  }

  /** Say below the messages what went wrong, as Discord does. */
  fail(text) {
    const close = h("button", { type: "button", class: "text", onclick: () => this.feed.setTail([]) }, "Dismiss message");
    this.feed.setTail([h("div", { class: "failed", role: "alert" }, h("p", {}, text), h("p", { class: "only-you" }, icon("eye", 14), "Only you can see this · ", close))]);
  }
}

function intro(channel) {
  if (!channel) return h("div", { class: "intro" }, botAvatar(56), h("h3", {}, "mentorbot"), h("p", {}, "This is the beginning of your direct messages with mentorbot."));
  return h("div", { class: "intro" }, h("span", { class: "intro-hash" }, icon("hash", 30)), h("h3", {}, `Welcome to #${channel.name}`), h("p", {}, channel.topic || "This is the start of the channel. Type / to see what mentorbot can do."));
}
