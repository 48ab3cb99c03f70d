// A list to choose from that hangs at a control: menus of messages and forms, commands, completions.

import { arrange, h, icon, newId } from "./dom.js";

/** The options of a popup: {value, label, about?, chosen?, leading?}. */
export class Listbox {
  constructor({ label, choose, many = false, popup = true }) {
    Object.assign(this, { choose, many, popup });
    this.id = newId("list");
    this.options = [];
    this.at = -1;
    this.element = h("ul", { id: this.id, class: "listbox", role: "listbox", "aria-label": label, "aria-multiselectable": many ? "true" : null, tabindex: "0" });
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** Show these options; the one at `at` is marked. */
  set(options, at = options.length ? 0 : -1, empty = "Nothing fits.") {
    this.options = options;
    this.rows = options.map((option, index) => this.row(option, index));
    arrange(this.element, this.rows.length ? this.rows : [h("li", { class: "nothing", role: "option", "aria-disabled": "true" }, empty)]);
    this.mark(Math.min(at, options.length - 1));
  }

  row(option, index) {
    return h(
      "li",
      { id: `${this.id}-${index}`, role: "option", "aria-selected": String(Boolean(option.chosen)), class: option.class ?? null, onclick: () => this.choose(option), onmousemove: () => this.mark(index) },
      option.leading ?? null,
      h("span", { class: "option-text" }, h("span", { class: "option-label" }, option.label), option.about ? h("span", { class: "option-about" }, option.about) : null),
      option.trailing ?? null,
      this.many || option.chosen ? h("span", { class: "tick" }, option.chosen ? icon("check", 16) : null) : null,
    );
  }

  /** Mark an option as the one that Enter takes. */
  mark(at) {
    this.rows?.[this.at]?.classList.remove("at");
    this.at = at;
    const row = this.rows?.[at];
    row?.classList.add("at");
    row?.scrollIntoView?.({ block: "nearest" });
    if (row) this.control?.setAttribute("aria-activedescendant", row.id);
    else this.control?.removeAttribute("aria-activedescendant");
  }

  /** Take a key; true when it was for the list. */
  key(event) {
    if (!this.options.length) return false;
    const last = this.options.length - 1;
    const to = { ArrowDown: this.at >= last ? 0 : this.at + 1, ArrowUp: this.at <= 0 ? last : this.at - 1, PageDown: Math.min(last, this.at + 8), PageUp: Math.max(0, this.at - 8) }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.mark(to);
      return true;
    }
    if ((event.key === "Enter" || event.key === "Tab") && this.at >= 0 && !event.shiftKey) {
      event.preventDefault();
      this.choose(this.options[this.at]);
      return true;
    }
    return false;
  }
}

/** Hang an element at a control, above or below it, over everything else. */
export function hang(element, control) {
  element.popover = "manual";
  if (!element.isConnected) (control.closest("dialog, .client") ?? document.body).append(element);
  if (!element.matches(":popover-open")) element.showPopover();
  const at = control.getBoundingClientRect();
  const below = window.innerHeight - at.bottom - 8;
  const above = at.top - 8;
  const up = below < 220 && above > below;
  const width = Math.min(Math.max(at.width, 220), window.innerWidth - 16);
  const style = element.style;
  style.width = `${width}px`;
  style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - width - 8))}px`;
  style.maxHeight = `${Math.min(320, up ? above : below)}px`;
  style.top = up ? "auto" : `${at.bottom + 4}px`;
  style.bottom = up ? `${window.innerHeight - at.top + 4}px` : "auto";
}

/** Take it away again. */
export function unhang(element) {
  if (element.matches?.(":popover-open")) element.hidePopover();
  element.remove();
}
