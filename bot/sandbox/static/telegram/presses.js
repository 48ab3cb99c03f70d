// Pressing inline buttons: the spinner until the bot has answered, its toast or alert.

import { h, newId } from "../dom.js";
import { post } from "../http.js";

const PATIENCE_MS = 15000;
const TOAST_MS = 4000;

export class Presses {
  /** `open(url)` opens a link; toasts appear in `toasts`. */
  constructor({ where, open, fail }) {
    Object.assign(this, { where, open, fail });
    this.waiting = new Map();
    this.early = new Map();
    this.toasts = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
  }

  async press(message, button, element) {
    if (button.url) return this.open(button.url);
    if (button.copies) return this.copy(button.copies);
    element.classList.add("busy");
    element.setAttribute("aria-busy", "true");
    try {
      const { query } = await post("/telegram/client/press", { ...this.where(), message: message.id, data: button.data });
      const timer = setTimeout(() => this.calm(query), PATIENCE_MS);
      this.waiting.set(query, { element, timer });
      if (this.early.has(query)) this.answered(this.early.get(query));
    } catch (why) {
      this.calm(null, element);
      this.fail(why.message);
    }
    return undefined;
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.toast("Copied to clipboard");
    } catch {
      this.toast(`Copy this: ${text}`);
    }
  }

  /** The bot has answered a press. */
  answered(answer) {
    if (!this.waiting.has(answer.query)) return void this.early.set(answer.query, answer);
    this.early.clear();
    this.calm(answer.query);
    if (answer.url) this.open(answer.url);
    if (answer.text) (answer.alert ? alert : (text) => this.toast(text))(answer.text);
    return undefined;
  }

  calm(query, element = this.waiting.get(query)?.element) {
    clearTimeout(this.waiting.get(query)?.timer);
    this.waiting.delete(query);
    element?.classList.remove("busy");
    element?.removeAttribute("aria-busy");
  }

  toast(text) {
    const said = h("p", { class: "toast" }, text);
    this.toasts.append(said);
    setTimeout(() => said.remove(), TOAST_MS);
  }
}

function alert(text) {
  const id = newId("alert");
  const box = h("dialog", { class: "small-dialog telegram-look", role: "alertdialog", "aria-labelledby": id, onclose: () => box.remove() },
    h("p", { id }, text), h("div", { class: "row-end" }, h("button", { class: "primary", onclick: () => box.close() }, "OK")));
  document.body.append(box);
  box.showModal();
}
