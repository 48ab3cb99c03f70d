// Talking to the sandbox's server; what it refuses becomes an error with its sentence.

/** Something was refused or could not be reached; `message` is for people. */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", ...options });
  } catch {
    throw new Refused("The sandbox does not answer. Is it still running in the terminal?", 0);
  }
  const text = await response.text();
  const body = parsed(text);
  if (!response.ok) throw new Refused(body?.error ?? (text.slice(0, 600) || `The sandbox answered ${response.status}.`), response.status);
  return body;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Read something. */
export function get(path, query = {}) {
  const search = new URLSearchParams(query).toString();
  return ask(search ? `${path}?${search}` : path);
}

/** Do something. */
export function post(path, body, method = "POST") {
  return ask(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) });
}

/** Send a file. */
export function upload(path, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return ask(path, { method: "POST", body: form });
}

/** End something. */
export function end(path) {
  return ask(path, { method: "DELETE" });
}
