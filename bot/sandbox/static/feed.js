// A list of messages that stays quick however many there are: the newest page first, older ones when one scrolls up.

import { arrange, coalesced, h, icon, replaceKeepingFocus } from "./dom.js";

const PAGE = 50;
const MOST_READ_AGAIN = 200;
const NEAR_THE_END = 80;

export class Feed {
  /**
   * `load(before, limit)` gives {messages, more}, oldest first; `render(message, previous)` an <li>;
   * `stamp(message, previous)` a text that differs when it has to be rendered anew; `before` the smaller of two ids.
   */
  constructor({ load, render, stamp, precedes, arrived }) {
    Object.assign(this, { load, render, stamp, precedes, arrived });
    this.items = [];
    this.rows = new Map();
    this.tail = [];
    this.more = false;
    this.place = 0;
    this.list = h("ol", { class: "messages" });
    this.head = h("div", { class: "feed-head" });
    this.end = h("div", { class: "feed-tail" });
    this.scroller = h("div", { class: "feed", role: "log", tabindex: "0" }, this.head, this.list, this.end);
    this.jump = h("button", { class: "jump", hidden: true, onclick: () => this.toEnd() }, "New messages", icon("down", 14));
    this.element = h("div", { class: "feed-frame" }, this.scroller, this.jump);
    this.sticky = true;
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.sticky && this.toEnd()).observe(this.list);
    new ResizeObserver(() => this.sticky && this.toEnd()).observe(this.scroller);
    this.refresh = coalesced(() => this.read());
  }

  /** Show another place: `label` for those who listen, `intro` stands above the first message. */
  async show(label, intro) {
    this.place += 1;
    this.items = [];
    this.rows.clear();
    this.tail = [];
    this.more = false;
    this.intro = intro;
    this.sticky = true;
    this.scroller.setAttribute("aria-label", label);
    this.scroller.setAttribute("aria-busy", "true");
    arrange(this.list, []);
    arrange(this.end, []);
    await this.refresh();
    this.toEnd();
  }

  async read() {
    const place = this.place;
    const limit = Math.min(MOST_READ_AGAIN, Math.max(PAGE, this.items.length));
    const page = await this.load(null, limit);
    if (place !== this.place) return this.read();
    const first = page.messages[0];
    const older = first ? this.items.filter((one) => this.precedes(one, first)) : [];
    const joined = older.length === 0 || !page.more || this.items.length <= limit;
    this.more = older.length ? this.more : page.more;
    this.take(joined ? [...older.filter(() => page.more), ...page.messages] : page.messages);
    this.scroller.removeAttribute("aria-busy");
    return undefined;
  }

  async readOlder() {
    if (this.reading || !this.more || !this.items.length) return;
    this.reading = true;
    const place = this.place;
    try {
      const page = await this.load(this.items[0], PAGE);
      if (place !== this.place) return;
      const fromEnd = this.scroller.scrollHeight - this.scroller.scrollTop;
      this.more = page.more;
      this.take([...page.messages, ...this.items]);
      this.scroller.scrollTop = this.scroller.scrollHeight - fromEnd;
    } finally {
      this.reading = false;
    }
  }

  take(items) {
    const lastBefore = this.items.at(-1);
    this.items = items;
    const rows = new Map();
    let previous = null;
    for (const item of items) {
      rows.set(item.id, this.row(item, previous));
      previous = item;
    }
    this.rows = rows;
    arrange(this.head, this.more ? [h("p", { class: "older" }, "Older messages…")] : [this.intro].filter(Boolean));
    arrange(this.list, [...rows.values()].map((row) => row.element));
    const last = items.at(-1);
    if (lastBefore && last && last.id !== lastBefore.id) this.arrived?.(last);
    if (this.sticky) this.toEnd();
    else if (lastBefore && last && this.precedes(lastBefore, last)) this.jump.hidden = false;
  }

  row(item, previous) {
    const stamp = this.stamp(item, previous);
    const known = this.rows.get(item.id);
    if (known?.stamp === stamp) return known;
    const element = this.render(item, previous);
    if (known?.element.isConnected) replaceKeepingFocus(known.element, element);
    return { stamp, element };
  }

  /** Show something below the last message that is no message: what is being sent, or what went wrong. */
  setTail(nodes) {
    arrange(this.end, nodes);
    if (this.sticky || nodes.length) this.toEnd();
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.sticky = scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
    if (this.sticky) this.jump.hidden = true;
    if (scrollTop < 200) this.readOlder();
  }

  toEnd() {
    this.sticky = true;
    this.jump.hidden = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}
