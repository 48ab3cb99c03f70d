// The guided tour: one step at a time, ticked off by itself, with a way to go where it is done.

import { arrange, h, icon } from "./dom.js";
import { keep, recall } from "./keep.js";
import { watch } from "./world.js";

/** Show the tour; `go(step)` shows the place of a step as the person who does it. */
export function mountTour(root, go) {
  let closed = recall("tour-closed", false);
  let open = false;
  let looked = null;
  const steps = h("ol", { class: "tour-steps" });
  const now = h("p", { class: "tour-now" });
  const there = h("button", { class: "primary", onclick: () => go(looked) }, "Take me there");
  const more = h("button", { class: "plain", "aria-expanded": "false", onclick: () => unfold(!open) }, "All steps");
  const hide = h("button", { class: "quiet", "aria-label": "Hide the tour", title: "Hide the tour", onclick: () => shut(true) }, icon("close", 14));
  const again = h("button", { class: "plain", onclick: () => shut(false) }, "Show the guided tour");
  const bar = h("div", { class: "tour-bar" }, steps, now, h("div", { class: "tour-buttons" }, there, more, hide));
  const list = h("ol", { class: "tour-list", hidden: true });
  root.append(bar, list, again);

  function unfold(is) {
    open = is;
    list.hidden = !is;
    more.setAttribute("aria-expanded", String(is));
  }

  function shut(is) {
    closed = is;
    keep("tour-closed", is);
    unfold(false);
    bar.hidden = is;
    again.hidden = !is;
    root.classList.toggle("closed", is);
  }

  function show({ tour }) {
    const current = tour.find((step) => !step.done) ?? null;
    looked = tour.find((step) => step.key === looked?.key && !step.done) ?? current;
    const key = JSON.stringify([tour.map((step) => step.done), looked?.key]);
    if (root.dataset.key === key) return;
    root.dataset.key = key;
    arrange(steps, tour.map((step, at) => dot(step, at, step === current)));
    arrange(list, tour.map((step, at) => line(step, at, step === current)));
    there.hidden = !looked;
    arrange(now, current ? [h("strong", {}, `${tour.indexOf(looked) + 1} of ${tour.length} · ${looked.title}. `), looked.what] : [h("strong", {}, "That was the whole story. "), "Everything stays: play on, switch something off under Faults & tools, or move the clock."]);
  }

  const pick = (step) => {
    looked = step;
    unfold(false);
    go(step);
  };

  function dot(step, at, current) {
    const state = step.done ? "done" : current ? "current" : "to do";
    return h("li", { class: `tour-dot ${step.done ? "done" : ""} ${current ? "current" : ""}`, title: `${step.title} – ${state}` }, h("span", { "aria-hidden": "true" }, step.done ? icon("check", 12) : String(at + 1)), h("span", { class: "hidden" }, `${step.title}: ${state}`));
  }

  function line(step, at, current) {
    return h("li", { class: step.done ? "done" : current ? "current" : "" }, h("button", { class: "tour-line", disabled: step.done, onclick: () => pick(step) }, h("span", { class: "tour-number" }, step.done ? icon("check", 13) : String(at + 1)), h("span", {}, h("strong", {}, step.title), h("span", {}, step.what))));
  }

  shut(closed);
  watch("sandbox", show);
}
