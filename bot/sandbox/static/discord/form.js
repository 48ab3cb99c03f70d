// A modal: labels, inputs, texts; survives a reload with what was typed.

import { botAvatar } from "../avatar.js";
import { h, icon, newId } from "../dom.js";
import { get, post } from "../http.js";
import { keep, recall } from "../keep.js";
import { note } from "../notes.js";
import { input } from "./inputs.js";
import { markdown } from "./markdown.js";
import { names } from "./message.js";

const KEPT = "form";

/** Open the form that an interaction has answered with; `answered(answer)` is told what follows. */
export function openForm(me, interaction, modal, answered, given = {}) {
  const inputs = new Map();
  const remember = () => keep(KEPT, { me, interaction, values: valuesToKeep(inputs) });
  const title = newId("title");
  const problem = h("p", { class: "problem", role: "alert" });
  const send = h("button", { class: "primary" }, "Submit");
  const close = () => (keep(KEPT, null), box.close());
  const fields = modal.components.map((part) => field(part, inputs, given, remember));
  const form = h("form", { novalidate: true },
    h("header", {}, botAvatar(28), h("h2", { id: title }, modal.title), h("button", { type: "button", class: "quiet", "aria-label": "Close the form", onclick: close }, icon("close"))),
    h("div", { class: "form-fields" }, fields, problem),
    h("footer", {}, h("button", { type: "button", class: "plain", onclick: close }, "Cancel"), send));
  const box = h("dialog", { class: "form discord-look", "aria-labelledby": title, oncancel: () => keep(KEPT, null), onclose: () => box.remove() }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!(await complete(inputs))) return;
    send.disabled = true;
    problem.textContent = "";
    try {
      const values = Object.fromEntries([...inputs].map(([name, each]) => [name, each.value()]));
      const answer = await post("/discord/client/submit", { as: me, interaction, values });
      if (answer.kind === "no response") throw new Error("Something went wrong. Try again.");
      close();
      answered(answer);
    } catch (why) {
      problem.textContent = why.message;
      problem.scrollIntoView({ block: "nearest" });
    } finally {
      send.disabled = false;
    }
  });
  remember();
  document.querySelector("dialog.form")?.close();
  (document.querySelector("#discord .client-body") ?? document.body).append(box);
  box.showModal();
  inputs.values().next().value?.focus();
}

function valuesToKeep(inputs) {
  return Object.fromEntries([...inputs].filter(([, each]) => !each.forgets).map(([name, each]) => [name, each.value()]));
}

/** Say under each input what is wrong with it; true when nothing is. */
async function complete(inputs) {
  let first = null;
  for (const each of inputs.values()) {
    await each.ready?.();
    const native = each.element.querySelector?.("input:not([type=file]), textarea") ?? each.element;
    const wrong = each.problem?.() || (native.validity && !native.validity.valid ? native.validationMessage : "");
    each.say.textContent = wrong;
    if (wrong) first ??= each;
  }
  first?.focus();
  return !first;
}

function field(part, inputs, given, changed) {
  if (part.type === 10) return markdown(part.content, names);
  const inner = part.type === 18 ? part.component : part.components[0];
  const labels = { id: newId("input"), labelId: newId("label"), describedby: null };
  const say = h("p", { class: "problem", id: newId("problem") });
  const about = part.description ? h("p", { class: "field-about", id: newId("about") }, part.description) : null;
  labels.describedby = [about?.id, say.id].filter(Boolean).join(" ");
  const made = input(inner, labels, given[inner.custom_id], changed);
  inputs.set(inner.custom_id, { ...made, say });
  const label = part.label ?? inner.label;
  const required = inner.required !== false && inner.type !== 23;
  return h("div", { class: `field kind-${inner.type}` },
    h("label", { for: labels.id, id: labels.labelId }, label, required ? h("span", { class: "required", title: "Required" }, " *") : null),
    about, made.element, say);
}

/** Open the form again that was open before a reload. */
export async function restoreForm(me, answered) {
  const before = recall(KEPT);
  if (before === null || before.me !== me) return;
  try {
    const answer = await get("/discord/client/answer", { interaction: before.interaction });
    if (answer.kind === "modal") openForm(me, before.interaction, answer.modal, answered, before.values);
    else keep(KEPT, null);
  } catch {
    keep(KEPT, null);
    note("The form that was open is gone. Start the command again.");
  }
}
