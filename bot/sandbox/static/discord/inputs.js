// Inputs of a form, one for each kind that Discord knows; each gives its value in the shape the stand-in takes.

import { h, newId } from "../dom.js";
import { Select, chosenBefore } from "./select.js";

const PARAGRAPH = 2;

/** An input: {element, value(), focus()}; `given` is what was entered before a reload, `changed` is told of edits. */
export function input(part, labels, given, changed) {
  const make = { 3: menu, 4: text, 5: menu, 6: menu, 7: menu, 8: menu, 19: upload, 21: radio, 22: boxes, 23: box }[part.type];
  return make(part, labels, given, changed);
}

function text(part, labels, given, changed) {
  const long = part.style === PARAGRAPH;
  const most = part.max_length ?? 4000;
  const count = h("span", { class: "count", "aria-hidden": "true" });
  const field = h(long ? "textarea" : "input", {
    id: labels.id, rows: long ? "4" : null, maxlength: String(most), minlength: part.min_length ? String(part.min_length) : null,
    required: part.required !== false, placeholder: part.placeholder ?? null, autocomplete: "off", "aria-describedby": labels.describedby,
    value: given ?? part.value ?? "", oninput: () => (say(), changed()),
  });
  const say = () => (count.textContent = String(most - field.value.length));
  say();
  return { element: h("div", { class: "text-input" }, field, count), value: () => field.value, focus: () => field.focus() };
}

function menu(part, labels, given, changed) {
  const least = part.required === false ? 0 : part.min_values ?? 1;
  const select = new Select({ ...part, min_values: Math.min(least, 1) && least }, { done: changed, labelledby: labels.labelId, describedby: labels.describedby, values: given });
  const problem = () => (select.values.length < least ? "Choose something here." : "");
  return { element: select.element, value: () => select.values, focus: () => select.button.focus(), problem };
}

function options(part, type, checked, changed) {
  const name = newId("choice");
  return part.options.map((option) => {
    const id = newId("option");
    const field = h("input", { type, name, id, value: option.value, checked: checked.includes(option.value), onchange: changed });
    return h("label", { class: "choice", for: id }, field, h("span", { class: "option-text" }, h("span", {}, option.label), option.description ? h("span", { class: "option-about" }, option.description) : null));
  });
}

const checked = (root) => [...root.querySelectorAll("input:checked")].map((field) => field.value);

function radio(part, labels, given, changed) {
  const root = h("div", { class: "choices", role: "radiogroup", "aria-labelledby": labels.labelId, "aria-describedby": labels.describedby }, options(part, "radio", given ? [given] : chosenBefore(part), changed));
  const problem = () => (part.required !== false && !checked(root).length ? "Choose one of these." : "");
  return { element: root, value: () => checked(root)[0] ?? null, focus: () => (root.querySelector("input:checked") ?? root.querySelector("input")).focus(), problem };
}

function boxes(part, labels, given, changed) {
  const root = h("div", { class: "choices", role: "group", "aria-labelledby": labels.labelId, "aria-describedby": labels.describedby }, options(part, "checkbox", given ?? chosenBefore(part), changed));
  const least = part.required === false ? 0 : part.min_values ?? 1;
  const most = part.max_values ?? part.options.length;
  const problem = () => {
    const count = checked(root).length;
    if (count < least) return `Choose at least ${least}.`;
    return count > most ? `Choose at most ${most}.` : "";
  };
  return { element: root, value: () => checked(root), focus: () => root.querySelector("input").focus(), problem };
}

function box(part, labels, given, changed) {
  const field = h("input", { type: "checkbox", id: labels.id, checked: given ?? part.default ?? false, "aria-describedby": labels.describedby, onchange: changed });
  return { element: h("span", { class: "choice lone" }, field), value: () => field.checked, focus: () => field.focus() };
}

function upload(part, labels, _given, changed) {
  const most = part.max_values ?? 1;
  const least = part.required === false ? 0 : part.min_values ?? 1;
  let files = [];
  const read = async () => {
    files = await Promise.all([...field.files].slice(0, most).map(encoded));
    changed();
  };
  const field = h("input", { type: "file", id: labels.id, multiple: most > 1, "aria-describedby": labels.describedby, onchange: () => (reading = read()) });
  let reading = Promise.resolve();
  const problem = () => (field.files.length < least ? "Choose a file." : "");
  return { element: h("div", { class: "upload" }, field), value: () => files, ready: () => reading, focus: () => field.focus(), problem, forgets: true };
}

/** A file in the shape that the stand-in takes. */
export async function encoded(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return { filename: file.name, base64: btoa(text) };
}
