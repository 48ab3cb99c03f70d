// The switch of who one is: a picture for everybody, with a mark for what reached them, and a way to add somebody.

import { avatar } from "./avatar.js";
import { arrange, h, icon, newId } from "./dom.js";
import { post } from "./http.js";
import { unreadIn } from "./unread.js";
import { people } from "./world.js";

export class Switch {
  /** `directPlace(person)` is the place of private messages whose unread ones are marked here. */
  constructor({ platform, title, directPlace, chosen }) {
    Object.assign(this, { platform, title, directPlace, chosen });
    this.group = h("div", { class: "faces", role: "radiogroup", "aria-label": `Who you are on ${title}` });
    this.group.addEventListener("keydown", (event) => this.move(event));
    this.name = h("p", { class: "me" });
    this.add = h("button", { class: "face add", "aria-label": "Add somebody", title: "Add somebody", onclick: () => addSomebody((one) => this.chosen(one)) }, icon("plus", 16));
    this.element = h("header", { class: "switch" }, h("h2", {}, `${title} as`), this.name, h("div", { class: "switch-row" }, this.group, this.add));
  }

  /** Show everybody, `me` chosen. */
  render(me) {
    this.me = me;
    arrange(this.name, [h("strong", {}, me.name), h("span", { class: "me-role" }, h("span", { class: "wide-only" }, " · "), me.role)]);
    const before = new Map([...this.group.children].map((face) => [face.dataset.name, face]));
    arrange(this.group, people().map((one) => this.face(one, before.get(one.name))));
  }

  face(one, known) {
    const unread = unreadIn(this.platform, one[this.platform], this.directPlace(one));
    const chosen = one.name === this.me.name;
    const face = known ?? h("button", { class: "face", role: "radio", data: { name: one.name }, title: `${one.name} – ${one.role}: ${one.about}`, onclick: () => this.chosen(one) }, avatar(one.name, 32), h("span", { class: "mark", "aria-hidden": "true" }));
    const mark = face.querySelector(".mark");
    mark.textContent = unread > 9 ? "9+" : String(unread || "");
    face.setAttribute("aria-checked", String(chosen));
    face.setAttribute("aria-label", `${one.name}, ${one.role}${unread ? `, ${unread} unread` : ""}`);
    face.tabIndex = chosen ? 0 : -1;
    return face;
  }

  move(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = people();
    const next = all[(all.findIndex((one) => one.name === this.me.name) + step + all.length) % all.length];
    this.chosen(next);
    [...this.group.children].find((face) => face.dataset.name === next.name)?.focus();
  }
}

/** Ask for a name and let somebody with it exist. */
function addSomebody(made) {
  const problem = h("p", { class: "problem", role: "alert" });
  const id = newId("name");
  const name = h("input", { id, maxlength: "32", required: true, autocomplete: "off", placeholder: "Nora Newcomer" });
  const send = async (event) => {
    event.preventDefault();
    try {
      const one = await post("/sandbox/people", { name: name.value });
      box.close();
      made(one);
    } catch (why) {
      problem.textContent = why.message;
    }
  };
  const title = newId("title");
  const box = h(
    "dialog",
    { class: "small-dialog", "aria-labelledby": title, onclose: () => box.remove() },
    h("form", { onsubmit: send },
      h("h2", { id: title }, "Add somebody"),
      h("label", { for: id }, "An invented name; they exist on both platforms"),
      name,
      problem,
      h("div", { class: "row-end" }, h("button", { type: "button", class: "plain", onclick: () => box.close() }, "Cancel"), h("button", { class: "primary" }, "Add")),
    ),
  );
  document.body.append(box);
  box.showModal();
}
