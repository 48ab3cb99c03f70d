// The Telegram client: who one is, which chat one looks at, and what one does.

import { avatar, botAvatar } from "../avatar.js";
import { arrange, h, icon } from "../dom.js";
import { Feed } from "../feed.js";
import { get, post, upload } from "../http.js";
import { keep, recall } from "../keep.js";
import { note } from "../notes.js";
import { Switch } from "../people.js";
import { on } from "../sse.js";
import { arrived, looking, onUnread } from "../unread.js";
import { people, personOf, readTelegram, watch, world } from "../world.js";
import { Chats, chatsOf } from "./chats.js";
import { Composer } from "./composer.js";
import { messageStamp, renderMessage } from "./message.js";
import { Presses } from "./presses.js";

const TO_THE_BOT = /^https?:\/\/t\.me\/(\w+)(?:\?start=([A-Za-z0-9_-]*))?$/;
const TYPING_MS = 5000;

/** Whoever the tour begins with here, so that a first look is where the story goes on. */
function firstOfTour() {
  const step = world.sandbox.tour.find((each) => each.platform === "telegram" && !each.done);
  return people().find((one) => one.name === step?.who);
}

export class TelegramClient {
  constructor(root) {
    this.root = root;
    const where = () => ({ user: this.me.telegram, chat: this.place });
    this.switch = new Switch({ platform: "telegram", title: "Telegram", chosen: (one) => this.be(one), directPlace: (one) => one.telegram });
    this.chats = new Chats((place) => this.look(place));
    this.presses = new Presses({ where, open: (url) => this.open(url), fail: (text) => this.fail(text) });
    this.feed = new Feed({ load: (before, limit) => get("/telegram/client/messages", { ...where(), limit, ...(before ? { before: before.id } : {}) }), render: (message, previous) => renderMessage(message, previous, this.acts()), stamp: messageStamp, precedes: (a, b) => a.id < b.id });
    this.composer = new Composer({ where, write: (text) => this.write(text), attach: (file, caption) => this.attach(file, caption), start: () => this.begun() });
    this.head = h("div", { class: "client-head" });
    const body = h("div", { class: "client-body telegram-look" }, this.chats.element, h("div", { class: "talk" }, this.head, this.feed.element, this.presses.toasts, this.composer.element));
    this.root.append(this.switch.element, body);
  }

  async begin() {
    const kept = recall("telegram", {});
    this.me = people().find((one) => one.name === kept.me) ?? firstOfTour() ?? people()[0];
    watch("telegram", () => this.renderAround());
    watch("sandbox", () => this.renderAround());
    onUnread(() => this.renderAround());
    on("telegram", (change) => this.heard(change));
    const known = chatsOf(this.me.telegram).map((chat) => chat.id);
    await this.look(known.includes(kept.place) ? kept.place : this.me.telegram);
  }

  async be(one, place = null) {
    const wasGroup = this.place !== this.me.telegram;
    this.me = one;
    if (!this.user()) await readTelegram();
    const same = wasGroup && chatsOf(one.telegram).find((chat) => chat.id === this.place)?.id;
    await this.look(place ?? (same || one.telegram));
  }

  async look(place) {
    this.place = place;
    keep("telegram", { me: this.me.name, place });
    this.root.classList.remove("sidebar-open");
    looking("telegram", this.me.telegram, place);
    this.composer.clear();
    this.renderAround();
    await Promise.all([this.feed.show(`Messages in ${this.chat().title}`, this.intro()), this.refreshComposer()]).catch((why) => note(why.message, { problem: true }));
  }

  chat() {
    return chatsOf(this.me.telegram).find((chat) => chat.id === this.place) ?? { id: this.place, title: "", group: false };
  }

  user() {
    return world.telegram.users.find((user) => user.id === this.me.telegram);
  }

  intro() {
    if (this.chat().group) return null;
    const about = world.telegram.bot.descriptions?.[this.user()?.language_code] || world.telegram.bot.descriptions?.[""];
    return h("div", { class: "intro" }, botAvatar(64), about ? h("div", { class: "what" }, h("strong", {}, "What can this bot do?"), h("p", {}, about)) : null);
  }

  refreshComposer() {
    const user = this.user();
    const direct = this.place === this.me.telegram;
    const opening = !direct || !user ? null : user.blocked ? "Unblock" : user.started ? null : "Start";
    return this.composer.refresh(opening);
  }

  renderAround() {
    if (!this.me || !world.telegram) return;
    this.me = people().find((one) => one.name === this.me.name) ?? this.me;
    this.switch.render(this.me);
    this.chats.render(this.me.telegram, this.place);
    const chat = this.chat();
    const open = h("button", { class: "quiet sidebar-toggle", "aria-label": "Chats", onclick: () => this.root.classList.toggle("sidebar-open") }, icon("menu"));
    const about = this.typing ? "is typing…" : chat.group ? `${chat.members} members` : "bot";
    const key = `${chat.id} ${chat.title} ${about}`;
    if (this.headKey !== key) arrange(this.head, [open, chat.group ? avatar(chat.title, 34) : botAvatar(34), h("span", { class: "head-text" }, h("strong", {}, chat.title), h("small", { class: "faint" }, about))]);
    this.headKey = key;
  }

  heard(change) {
    if (change.kind === "user" || change.kind === "chat") readTelegram().then(() => this.refreshComposer());
    if (change.kind === "menu") this.refreshComposer().catch(() => {});
    if (change.kind === "answer") this.presses.answered(change);
    if (change.kind === "action" && change.chat === this.place) this.type();
    if (!change.message) return;
    if (change.kind === "new") this.count(change);
    if (change.message.chat !== this.place) return;
    this.typing = false;
    this.feed.refresh().catch(() => {});
    if (change.kind === "new") this.refreshComposer().catch(() => {});
  }

  count({ message, seen_by: seenBy }) {
    for (const user of seenBy)
      if (user !== message.from.id && personOf("telegram", user)) arrived("telegram", user, message.chat);
  }

  type() {
    this.typing = true;
    this.renderAround();
    clearTimeout(this.typed);
    this.typed = setTimeout(() => ((this.typing = false), this.renderAround()), TYPING_MS);
  }

  acts() {
    return {
      me: this.me.telegram,
      group: this.chat().group,
      press: (message, button, element) => this.presses.press(message, button, element),
      command: (text) => this.write(text),
      start: (payload) => this.start(payload),
    };
  }

  /** Open a link; one to the bot is opened here, as this person. */
  open(url) {
    const found = TO_THE_BOT.exec(url);
    if (found && found[1] === world.telegram.bot.username) this.start(found[2] ?? "");
    else window.open(url, "_blank", "noopener");
  }

  /** Open the private chat by a deep link. */
  async start(payload, one = this.me) {
    await this.be(one, one.telegram);
    await this.doing(() => post("/telegram/client/start", { user: one.telegram, payload }));
    await readTelegram();
    await this.refreshComposer();
  }

  async begun() {
    if (!this.user()?.blocked) return this.start("");
    await this.doing(() => post("/telegram/client/block", { user: this.me.telegram, blocked: false }));
    await readTelegram();
    return this.refreshComposer();
  }

  write(text) {
    return this.doing(() => post("/telegram/client/messages", { user: this.me.telegram, chat: this.place, text }));
  }

  attach(file, caption) {
    const kind = /^image\/(png|jpeg)$/.test(file.type) ? "photo" : "document";
    return this.doing(() => upload("/telegram/client/uploads", { user: this.me.telegram, chat: this.place, caption, kind, file }));
  }

  async doing(act) {
    try {
      await act();
      this.feed.toEnd();
    } catch (why) {
      this.fail(why.message);
    }
  }

  fail(text) {
    this.presses.toast(text);
  }
}
