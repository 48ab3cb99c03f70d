// Making and keeping elements: everything shown is built from nodes, so that no text is ever taken for markup.

/** Make an element: `h("button", { class: "x", onclick: go, "aria-label": "Go" }, "Go", icon)`. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "value") element.value = value;
  else if (name === "vars") for (const [key, each] of Object.entries(value)) element.style.setProperty(key, each);
  else element.setAttribute(name, value === true ? "" : value);
}

let lastId = 0;

/** An id for labels and descriptions. */
export function newId(what) {
  lastId += 1;
  return `${what}-${lastId}`;
}

const SHAPES = {
  hash: "M9 4 7 20M17 4l-2 16M4 9h16M3.5 15h16",
  menu: "M4 7h16M4 12h16M4 17h16",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6 6 18",
  check: "M5 12.5l4.5 4.5L19 7.5",
  down: "M6 9l6 6 6-6",
  out: "M14 5h5v5M19 5l-8 8M10 6H6a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-4",
  clip: "M8 12.5l6-6a3 3 0 0 1 4.2 4.2l-8 8a5 5 0 0 1-7-7l7.5-7.5",
  send: "M4 12l16-8-6 16-3-6-7-2z",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
  skip: "M5 5l8 7-8 7zM14 5l8 7-8 7zM3 5v14",
  code: "M8 7l-5 5 5 5M16 7l5 5-5 5",
  power: "M12 4v8M7.5 6.5a7 7 0 1 0 9 0",
  group: "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 19c0-3.3 2.6-5.5 6-5.5s6 2.2 6 5.5M16 5a3 3 0 0 1 0 6M17.5 14c2.2.6 3.5 2.4 3.5 5",
  bot: "M6 9h12a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2zM12 9V5M9 13.5v1M15 13.5v1",
};

/** A line drawing of 24 by 24. */
export function icon(name, size = 18) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true", class: "icon" }))
    svg.setAttribute(key, value);
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** Make the children of a parent these nodes, touching only what differs, so that focus and scrolling stay. */
export function arrange(parent, children) {
  const nodes = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
  nodes.forEach((child, at) => {
    const node = typeof child === "string" ? document.createTextNode(child) : child;
    if (parent.childNodes[at] !== node) parent.insertBefore(node, parent.childNodes[at] ?? null);
  });
  while (parent.childNodes.length > nodes.length) parent.lastChild.remove();
}

/** Elements that are made anew only when what they show has changed, so that the focus stays on them. */
export class Kept {
  constructor() {
    this.made = new Map();
  }

  /** The element of a key; `shown` is a text that differs when it has to be made anew. */
  get(key, shown, make) {
    const known = this.made.get(key);
    if (known?.shown === shown) return known.element;
    const focused = known?.element.contains(document.activeElement);
    const element = make();
    this.made.set(key, { shown, element });
    if (focused) {
      known.element.replaceWith(element);
      (element.matches("button") ? element : element.querySelector("button"))?.focus({ preventScroll: true });
    }
    return element;
  }
}

/** Put a new element in an old one's place; whoever had the focus inside keeps it at the same control. */
export function replaceKeepingFocus(old, fresh) {
  const controls = (root) => [...root.querySelectorAll("button, a[href], input, textarea, [tabindex]")];
  const at = old.contains(document.activeElement) ? controls(old).indexOf(document.activeElement) : -1;
  old.replaceWith(fresh);
  if (at >= 0) controls(fresh)[at]?.focus({ preventScroll: true });
}

/** Call a function at most once at a time; calls that come meanwhile lead to one more run at the end. */
export function coalesced(act) {
  let running = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await act();
    } while (again);
  };
  return () => {
    if (running) again = true;
    else running = run().finally(() => (running = null));
    return running;
  };
}
