// What this tab remembers over a reload: who one plays where, what is unread, a form half filled in.
// Another tab has its own memory; another run of the sandbox starts with none.

let run = null;

function read() {
  try {
    return JSON.parse(sessionStorage.getItem("mentorbot-sandbox")) ?? {};
  } catch {
    return {};
  }
}

/** Say which run of the sandbox this is; true when the memory is from an earlier one and was forgotten. */
export function beginRun(id) {
  const before = read().run;
  run = id;
  if (before === id) return false;
  sessionStorage.setItem("mentorbot-sandbox", JSON.stringify({ run: id }));
  return before !== undefined;
}

/** What was kept under a name. */
export function recall(name, otherwise = null) {
  return read()[name] ?? otherwise;
}

/** Keep something; null forgets it. */
export function keep(name, value) {
  const kept = { ...read(), run, [name]: value };
  if (value === null) delete kept[name];
  try {
    sessionStorage.setItem("mentorbot-sandbox", JSON.stringify(kept));
  } catch {
    // A full memory only means that a reload forgets.
  }
}
