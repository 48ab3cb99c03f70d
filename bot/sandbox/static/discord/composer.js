// Where one writes: messages, and slash commands with their options.

import { botAvatar } from "../avatar.js";
import { arrange, h, icon } from "../dom.js";
import { get } from "../http.js";
import { Listbox } from "../listbox.js";
import { fitting, leaves } from "./commands.js";
import { Filling } from "./options.js";

export class Composer {
  /** `where()` is {as, channel}; `run(leaf, options)` and `write(text)` carry out what was entered. */
  constructor({ where, locale, run, write }) {
    Object.assign(this, { where, locale, run, write });
    this.list = new Listbox({ label: "Commands and options", choose: (option) => option.pick() });
    this.heading = h("p", { class: "suggest-title" });
    this.list.title = (title, loading) => this.title(title, loading);
    const mark = this.list.mark.bind(this.list);
    this.list.mark = (at) => ((this.list.moved = this.list.at !== at && this.list.at >= 0), mark(at));
    this.panel = h("div", { class: "suggest", hidden: true }, this.heading, this.list.element);
    this.text = h("textarea", { rows: "1", maxlength: "2000", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": this.list.id, "aria-label": "Message, or / for commands", autocomplete: "off", oninput: () => this.typed(), onkeydown: (event) => this.key(event) });
    this.list.control = this.text;
    this.problem = h("p", { class: "composer-problem", role: "alert" });
    this.slash = h("button", { type: "button", class: "quiet", title: "Commands", "aria-label": "Show the commands", onclick: () => this.begin("/") }, "/");
    this.send = h("button", { type: "button", class: "quiet send", "aria-label": "Send", onclick: () => this.enter() }, icon("send"));
    this.field = h("div", { class: "composer-field" }, this.slash, this.text, this.send);
    this.element = h("div", { class: "composer" }, this.panel, this.problem, this.field);
    this.filling = null;
    this.element.addEventListener("focusout", (event) => !this.element.contains(event.relatedTarget) && this.hide());
    this.element.addEventListener("focusin", () => this.filling && (this.panel.hidden = !this.list.options.length && !this.heading.textContent));
  }

  /** Read again which commands this person has here. */
  async refresh(placeholder) {
    this.text.placeholder = placeholder ?? this.text.placeholder;
    const { as, channel } = this.where();
    const found = await get("/discord/client/commands", { as, channel });
    this.leaves = leaves(found.slash, this.locale());
    if (this.text.value.startsWith("/") && document.activeElement === this.text) this.typed();
  }

  /** Put a text into the field; a whole command's name goes straight to its options. */
  begin(text) {
    this.leave("");
    const leaf = this.leaves?.find((each) => `/${each.shown}` === text);
    if (leaf) return this.fill(leaf);
    this.text.value = text;
    this.text.focus();
    return this.typed();
  }

  typed() {
    this.problem.textContent = "";
    this.grow();
    const text = this.text.value;
    if (!text.startsWith("/") || !this.leaves) return this.hide();
    const found = fitting(this.leaves, text.slice(1));
    this.title(found.length ? "Commands of mentorbot" : "No such command");
    this.list.set(found.map((leaf) => ({ label: `/${leaf.shown}`, about: leaf.about, leading: botAvatar(26), trailing: hints(leaf), pick: () => this.fill(leaf) })), 0, null);
    this.panel.hidden = false;
    return undefined;
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 160)}px`;
  }

  fill(leaf) {
    this.problem.textContent = "";
    const say = (text) => (this.problem.textContent = text);
    this.filling = new Filling(leaf, { list: this.list, where: this.where, leave: (text) => this.leave(text, true), say, run: (each, options) => this.carryOut(each, options) });
    arrange(this.field, [this.filling.row, this.send]);
    this.panel.hidden = false;
    this.filling.focus();
  }

  carryOut(leaf, options) {
    this.leave("", true);
    this.run(leaf, options);
  }

  /** Go back to plain text. */
  leave(text, focus = false) {
    this.filling = null;
    this.problem.textContent = "";
    arrange(this.field, [this.slash, this.text, this.send]);
    this.text.value = text;
    this.list.control = this.text;
    this.hide();
    this.grow();
    if (focus) this.text.focus();
    if (text) this.typed();
  }

  key(event) {
    if (!this.panel.hidden && event.key === "Escape") {
      event.preventDefault();
      return this.hide();
    }
    if (!this.panel.hidden && this.list.key(event)) return undefined;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      return this.enter();
    }
    return undefined;
  }

  enter() {
    if (this.filling) return this.filling.send();
    const text = this.text.value.trim();
    if (!text) return undefined;
    if (text.startsWith("/")) {
      this.problem.textContent = "Choose a command from the list.";
      return undefined;
    }
    this.leave("", true);
    return this.write(text);
  }

  title(text, loading = false) {
    this.heading.textContent = loading ? `${text} …` : text ?? "";
    if (this.filling) this.panel.hidden = !text;
  }

  hide() {
    this.panel.hidden = true;
    this.text.removeAttribute("aria-activedescendant");
  }
}

function hints(leaf) {
  const shown = leaf.options.slice(0, 4).map((option) => h("span", { class: option.required ? "hint required-hint" : "hint" }, option.name));
  return shown.length ? h("span", { class: "hints", "aria-hidden": "true" }, shown) : null;
}
