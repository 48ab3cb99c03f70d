// A command that is being filled in: its name, a chip for each option, and what can still be added.

import { arrange, h, newId } from "../dom.js";
import { post } from "../http.js";
import { KINDS, listed, typedValue } from "./commands.js";
import { encoded } from "./inputs.js";

const PAUSE_MS = 120;

export class Filling {
  /** `list` shows suggestions; `where()` is {as, channel}; `leave()` ends it, `run(path, options)` carries it out. */
  constructor(leaf, { list, where, leave, run, say }) {
    Object.assign(this, { leaf, list, where, leave, run, say });
    this.chips = new Map();
    this.rest = h("input", { class: "chip-rest", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "true", "aria-controls": list.id, "aria-label": `Options of /${leaf.shown}; Enter sends it`, autocomplete: "off", oninput: () => this.suggestOptions(), onfocus: () => this.suggestOptions(), onkeydown: (event) => this.key(event, null) });
    this.row = h("div", { class: "chips" });
    for (const option of leaf.options.filter((each) => each.required)) this.add(option);
    this.draw();
  }

  draw() {
    arrange(this.row, [h("span", { class: "command-name" }, `/${this.leaf.shown}`), ...[...this.chips.values()].map((chip) => chip.element), this.rest]);
  }

  /** Begin at the first empty chip, else after the last. */
  focus() {
    const empty = [...this.chips.values()].find((chip) => chip.text() === "");
    (empty?.field ?? this.rest).focus();
  }

  add(option) {
    const id = newId("chip");
    const file = option.type === KINDS.FILE;
    const field = h("input", { id, type: file ? "file" : "text", role: file ? null : "combobox", "aria-autocomplete": file ? null : "list", "aria-expanded": file ? null : "true", "aria-controls": file ? null : this.list.id, "aria-required": String(Boolean(option.required)), autocomplete: "off", size: file ? null : "4", maxlength: option.max_length ? String(option.max_length) : null });
    const chip = { option, field, picked: null, text: () => (file ? String(field.files.length || "") : field.value), wrong: (is) => chip.element.classList.toggle("wrong", is) };
    chip.element = h("span", { class: "chip" }, h("label", { for: id }, option.name), field);
    field.addEventListener("focus", () => this.suggest(chip));
    field.addEventListener("input", () => {
      chip.picked = null;
      chip.wrong(false);
      if (!file) field.size = Math.max(4, field.value.length + 1);
      this.suggest(chip);
    });
    field.addEventListener("keydown", (event) => this.key(event, chip));
    this.chips.set(option.name, chip);
    this.draw();
    return chip;
  }

  remove(chip) {
    this.chips.delete(chip.option.name);
    this.draw();
    this.rest.focus();
  }

  key(event, chip) {
    const empty = chip ? chip.text() === "" : this.rest.value === "";
    const about = [KINDS.FILE].includes(chip?.option.type);
    if (event.key === "Escape") {
      event.preventDefault();
      this.leave("");
    } else if (event.key === "Backspace" && empty && !about) {
      event.preventDefault();
      this.back(chip);
    } else if (event.key === "Enter" && (event.ctrlKey || !this.wantsList(chip))) {
      event.preventDefault();
      this.send();
    } else if (!(event.key === "Tab" && !this.wantsList(chip))) this.list.key(event);
  }

  /** Whether Enter takes a suggestion rather than sending: in a chip that is not chosen yet, or once one has typed. */
  wantsList(chip) {
    if (!this.list.options.length || this.list.at < 0) return false;
    return chip ? chip.picked === null && (chip.text() !== "" || this.list.moved) : this.rest.value !== "" || this.list.moved;
  }

  back(chip) {
    const chips = [...this.chips.values()];
    if (chip && !chip.option.required) return this.remove(chip);
    const before = chips[(chip ? chips.indexOf(chip) : chips.length) - 1];
    if (before) return before.field.focus();
    return this.leave(`/${this.leaf.shown}`);
  }

  suggestOptions() {
    const words = this.rest.value.trim().toLowerCase();
    const left = this.leaf.options.filter((option) => !this.chips.has(option.name) && option.name.includes(words));
    this.show(left.map((option) => ({ label: option.name, about: option.description, class: "as-option", pick: () => {
      this.rest.value = "";
      this.add(option).field.focus();
    } })), { title: left.length ? "Options" : null });
  }

  async suggest(chip) {
    const { option } = chip;
    const choose = (entry) => () => this.pick(chip, entry);
    const title = `${option.name} – ${option.description}`;
    this.asked = {};
    const mine = this.asked;
    let entries = listed(option, chip.picked === null ? chip.field.value : "");
    if (option.autocomplete) {
      this.show([], { title, loading: true });
      await new Promise((go) => setTimeout(go, PAUSE_MS));
      if (mine !== this.asked) return;
      entries = await this.complete(chip);
      if (mine !== this.asked) return;
    }
    this.show((entries ?? []).map((entry) => ({ ...entry, pick: choose(entry) })), { title });
  }

  async complete(chip) {
    try {
      const options = {};
      for (const each of this.chips.values()) if (each !== chip && each.picked !== null) options[each.option.name] = each.picked;
      const answer = await post("/discord/client/autocomplete", { ...this.where(), path: this.leaf.path, focused: [chip.option.name, chip.field.value], options });
      if (answer.kind === "no response") throw new Error("Loading options failed.");
      return (answer.choices ?? []).map((choice) => ({ value: choice.value, label: choice.name }));
    } catch (why) {
      this.say(why.message);
      return [];
    }
  }

  show(entries, { title, loading = false }) {
    this.list.moved = false;
    this.list.title(title, loading);
    this.list.set(entries, entries.length ? 0 : -1, null);
  }

  pick(chip, entry) {
    chip.picked = entry.value;
    chip.field.value = entry.label;
    chip.field.size = Math.max(4, entry.label.length);
    chip.wrong(false);
    this.focus();
  }

  async send() {
    const options = {};
    for (const chip of this.chips.values()) {
      const { option } = chip;
      if (chip.text() === "") {
        if (!option.required) continue;
        return this.refuse(chip, "This option is required. Specify a value.");
      }
      try {
        options[option.name] = option.type === KINDS.FILE ? await encoded(chip.field.files[0]) : chip.picked ?? typedValue(option, chip.field.value);
      } catch (why) {
        return this.refuse(chip, why.message);
      }
    }
    return this.run(this.leaf, options);
  }

  refuse(chip, why) {
    chip.wrong(true);
    chip.field.focus();
    this.say(why);
  }
}
