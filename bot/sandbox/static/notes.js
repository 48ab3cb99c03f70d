// Short sentences at the edge of the page, for what the page itself has to say.

import { h, icon } from "./dom.js";

const SECONDS = 6;
const PROBLEM_SECONDS = 15;

/** Say something for a few seconds, a problem a little longer. */
export function note(text, { problem = false } = {}) {
  const root = document.getElementById("notes");
  const close = h("button", { class: "quiet", "aria-label": "Close", onclick: () => said.remove() }, icon("close", 14));
  const said = h("div", { class: problem ? "note problem" : "note" }, h("span", {}, text), close);
  root.append(said);
  while (root.children.length > 4) root.firstChild.remove();
  setTimeout(() => said.remove(), (problem ? PROBLEM_SECONDS : SECONDS) * 1000);
}

/** Do something that may be refused, and say so if it is. */
export async function trying(act) {
  try {
    return await act();
  } catch (why) {
    note(why.message, { problem: true });
    return undefined;
  }
}
