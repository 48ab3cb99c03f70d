// Menus of messages and forms: texts, people, roles, channels; one or several.

import { avatar } from "../avatar.js";
import { arrange, h, icon } from "../dom.js";
import { Listbox, hang, unhang } from "../listbox.js";
import { guild, world } from "../world.js";

const NOUNS = { 3: "something", 5: "a person", 6: "a role", 7: "a person or role", 8: "a channel" };
const FILTER_FROM = 9;

/** What a menu offers: {value, label, about, leading}. */
export function offered(part) {
  const members = () => world.discord.users.filter((user) => user.id in guild().members && !user.display_name.startsWith("Owner of"))
    .map((user) => ({ value: user.id, label: user.display_name, about: user.name, leading: avatar(user.display_name, 24) }));
  const roles = () => guild().roles.filter((role) => role.id !== guild().id)
    .map((role) => ({ value: role.id, label: `@${role.name}` }));
  const channels = () => guild().channels.filter((channel) => !part.channel_types?.length || part.channel_types.includes(channel.type))
    .map((channel) => ({ value: channel.id, label: `# ${channel.name}`, about: channel.topic }));
  const texts = () => (part.options ?? []).map((option) => ({ value: option.value, label: `${option.emoji?.name ? `${option.emoji.name} ` : ""}${option.label}`, about: option.description }));
  return { 3: texts, 5: members, 6: roles, 7: () => [...members(), ...roles()], 8: channels }[part.type]();
}

/** What is chosen before anybody has chosen. */
export function chosenBefore(part) {
  const options = (part.options ?? []).filter((option) => option.default).map((option) => option.value);
  return [...options, ...(part.default_values ?? []).map((each) => each.id)];
}

export class Select {
  /** `done(values)` is called when the choice is made: at once for one, on closing for several. */
  constructor(part, { done, label, labelledby, describedby, values }) {
    this.part = part;
    this.done = done;
    this.values = values ?? chosenBefore(part);
    this.most = part.max_values ?? 1;
    this.least = part.min_values ?? 1;
    this.text = h("span", { class: "select-text" });
    this.button = h("button", { type: "button", class: "select", role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-label": labelledby ? null : label ?? part.placeholder ?? "Choose", "aria-labelledby": labelledby, "aria-describedby": describedby, disabled: part.disabled, onclick: () => this.toggle() }, this.text, icon("down", 16));
    this.button.addEventListener("keydown", (event) => !this.open && ["ArrowDown", "ArrowUp"].includes(event.key) && (event.preventDefault(), this.toggle()));
    this.element = this.button;
    this.say();
  }

  say() {
    const labels = offered(this.part).filter((option) => this.values.includes(option.value)).map((option) => option.label);
    arrange(this.text, [document.createTextNode(labels.join(", ") || this.part.placeholder || `Choose ${NOUNS[this.part.type]}`)]);
    this.text.classList.toggle("placeholder", labels.length === 0);
  }

  toggle() {
    if (this.open) this.close(true);
    else this.show();
  }

  show() {
    this.list = new Listbox({ label: this.part.placeholder ?? "Choices", many: this.most > 1, choose: (option) => this.choose(option) });
    this.before = JSON.stringify(this.values);
    const filter = offered(this.part).length >= FILTER_FROM || this.part.type !== 3;
    this.filter = h("input", { class: "filter", placeholder: "Search", "aria-label": "Search", role: "combobox", "aria-expanded": "true", "aria-controls": this.list.id, autocomplete: "off", oninput: () => this.fill() });
    this.panel = h("div", { class: "popup" }, filter ? this.filter : null, this.list.element);
    this.list.control = filter ? this.filter : this.button;
    this.fill();
    hang(this.panel, this.button);
    this.open = true;
    this.button.setAttribute("aria-expanded", "true");
    this.button.setAttribute("aria-controls", this.list.id);
    this.onkey = (event) => this.key(event);
    this.onpress = (event) => !this.panel.contains(event.target) && !this.button.contains(event.target) && this.close(true);
    this.onscroll = (event) => !this.panel.contains(event.target) && hang(this.panel, this.button);
    (filter ? this.filter : this.button).addEventListener("keydown", this.onkey);
    document.addEventListener("pointerdown", this.onpress, true);
    document.addEventListener("scroll", this.onscroll, true);
    if (filter) this.filter.focus();
  }

  fill() {
    const words = this.filter.value.trim().toLowerCase();
    const all = offered(this.part).filter((option) => `${option.label} ${option.about ?? ""}`.toLowerCase().includes(words));
    const options = all.map((option) => ({ ...option, chosen: this.values.includes(option.value) }));
    const at = words ? 0 : Math.max(0, options.findIndex((option) => option.chosen));
    this.list.set(options, Math.max(this.list.at, 0) < options.length && !words && this.list.at >= 0 ? this.list.at : at);
  }

  key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.values = JSON.parse(this.before);
      this.close(false);
    } else if (event.key === "Tab") this.close(true);
    else this.list.key(event);
  }

  choose(option) {
    const had = this.values.includes(option.value);
    if (this.most > 1) {
      if (!had && this.values.length >= this.most) return;
      this.values = had ? this.values.filter((value) => value !== option.value) : [...this.values, option.value];
      this.fill();
      this.say();
      return;
    }
    this.values = had && this.least === 0 ? [] : [option.value];
    this.close(true, true);
  }

  close(take, chosen = false) {
    unhang(this.panel);
    document.removeEventListener("pointerdown", this.onpress, true);
    document.removeEventListener("scroll", this.onscroll, true);
    this.button.removeEventListener("keydown", this.onkey);
    this.open = false;
    this.button.setAttribute("aria-expanded", "false");
    this.button.removeAttribute("aria-activedescendant");
    this.button.focus();
    this.say();
    const differs = chosen || JSON.stringify(this.values) !== this.before;
    if (take && differs && this.values.length >= this.least) this.done?.(this.values);
  }
}
