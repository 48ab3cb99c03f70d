// The tools below the clients: faults, exchanges, log.

import { arrange, h, icon } from "./dom.js";
import { exchangesPanel, logPanel } from "./exchanges.js";
import { faultsPanel } from "./faults.js";
import { keep, recall } from "./keep.js";

/** Put the tools into an element; returns what opens and closes them and tells whether they are open. */
export function mountDock(root, closed) {
  let shown = recall("dock-tab", "faults");
  const visible = (name) => () => !root.hidden && shown === name;
  const exchanges = exchangesPanel(visible("exchanges"));
  const log = logPanel(visible("log"));
  const panels = {
    faults: { title: "Faults & outbox", element: faultsPanel(), read: () => {} },
    exchanges: { title: "Last exchanges", element: exchanges.element, read: exchanges.read },
    log: { title: "Log", element: log.element, read: log.read },
  };
  const tabs = Object.entries(panels).map(([name, panel]) => h("button", { role: "tab", id: `tab-${name}`, "aria-controls": "dock-panel", onclick: () => show(name) }, panel.title));
  const bar = h("div", { class: "dock-tabs", role: "tablist", "aria-label": "Tools" }, tabs);
  const panel = h("div", { class: "dock-panel", id: "dock-panel", role: "tabpanel", tabindex: "0" });
  const close = h("button", { class: "quiet", "aria-label": "Close the tools", onclick: () => (toggle(false), closed()) }, icon("close", 16));
  root.append(h("div", { class: "dock-head" }, bar, close), panel);
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const names = Object.keys(panels);
    show(names[(names.indexOf(shown) + step + names.length) % names.length]);
    document.getElementById(`tab-${shown}`).focus();
  });

  function show(name) {
    shown = name;
    keep("dock-tab", name);
    for (const tab of tabs) {
      const is = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(is));
      tab.tabIndex = is ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", `tab-${name}`);
    arrange(panel, [panels[name].element]);
    if (!root.hidden) Promise.resolve(panels[name].read()).catch(() => {});
  }

  function toggle(open = root.hidden) {
    root.hidden = !open;
    keep("dock-open", open);
    if (open) show(shown);
    return open;
  }

  show(panels[shown] ? shown : "faults");
  return toggle;
}
