// Where one writes: the menu of commands, the text, files, and the keyboard the bot put below.

import { arrange, h, icon } from "../dom.js";
import { get } from "../http.js";
import { Listbox } from "../listbox.js";

export class Composer {
  /** `where()` is {user, chat}; `write(text)`, `attach(file)`, `start()` carry out what was entered. */
  constructor({ where, write, attach, start }) {
    Object.assign(this, { where, write, attach, start });
    this.commands = [];
    this.list = new Listbox({ label: "Commands", choose: (option) => option.pick() });
    this.panel = h("div", { class: "suggest", hidden: true }, this.list.element);
    this.menu = h("button", { type: "button", class: "menu-button", "aria-label": "Menu of commands", "aria-expanded": "false", onclick: () => this.toggle() }, icon("menu", 16), h("span", {}, "Menu"));
    this.text = h("textarea", { rows: "1", maxlength: "4096", placeholder: "Message", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": this.list.id, "aria-label": "Message, or / for commands", autocomplete: "off", oninput: () => this.typed(), onkeydown: (event) => this.key(event) });
    this.list.control = this.text;
    this.file = h("input", { type: "file", class: "file-input", "aria-label": "Attach a file", onchange: () => this.attached() });
    this.clip = h("label", { class: "quiet clip", title: "Attach a file" }, icon("clip"), this.file);
    this.send = h("button", { type: "button", class: "quiet send", "aria-label": "Send", onclick: () => this.enter() }, icon("send"));
    this.field = h("div", { class: "composer-field" }, this.menu, this.text, this.clip, this.send);
    this.keyboard = h("div", { class: "reply-keyboard", hidden: true });
    this.opening = h("button", { type: "button", class: "start-button", hidden: true, onclick: () => this.start() });
    this.element = h("div", { class: "composer" }, this.panel, this.field, this.opening, this.keyboard);
    this.element.addEventListener("focusout", (event) => !this.element.contains(event.relatedTarget) && this.hide());
  }

  /** Read again which commands and keyboard this person has here; `opening` is the label of a Start button. */
  async refresh(opening = null) {
    this.opening.hidden = opening === null;
    this.opening.textContent = opening ?? "";
    this.field.hidden = opening !== null;
    const { user, chat } = this.where();
    const found = await get("/telegram/client/commands", { user, chat });
    this.commands = found.commands;
    this.menu.hidden = chat !== user || !this.commands.length;
    this.keyboard.hidden = !found.keyboard.length;
    arrange(this.keyboard, found.keyboard.map((row) => h("div", { class: "keyboard-row" }, row.map((label) => h("button", { type: "button", class: "key", onclick: () => this.write(label) }, label)))));
    if (this.text.value.startsWith("/") && document.activeElement === this.text) this.typed();
  }

  /** Put a text into the field. */
  begin(text) {
    this.text.value = text;
    this.text.focus();
    this.typed();
  }

  clear() {
    this.text.value = "";
    this.hide();
    this.grow();
  }

  toggle() {
    if (!this.panel.hidden) return this.hide();
    this.show(this.commands);
    return this.text.focus();
  }

  typed() {
    this.grow();
    const found = /^\/(\w*)$/.exec(this.text.value);
    const fits = found ? this.commands.filter((each) => each.command.startsWith(found[1].toLowerCase())) : [];
    if (fits.length) this.show(fits);
    else this.hide();
  }

  show(commands) {
    this.list.set(commands.map((each) => ({ label: `/${each.command}`, about: each.description, pick: () => this.take(each) })));
    this.panel.hidden = false;
    this.menu.setAttribute("aria-expanded", "true");
  }

  /** A command that is chosen is sent at once, as Telegram does. */
  take(command) {
    this.clear();
    this.write(`/${command.command}`);
    this.text.focus();
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
    const text = this.text.value.trim();
    if (!text) return;
    this.clear();
    this.write(text);
  }

  attached() {
    const [file] = this.file.files;
    if (file) this.attach(file, this.text.value.trim());
    this.file.value = "";
    this.clear();
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 140)}px`;
  }

  hide() {
    this.panel.hidden = true;
    this.menu.setAttribute("aria-expanded", "false");
    this.text.removeAttribute("aria-activedescendant");
  }
}
