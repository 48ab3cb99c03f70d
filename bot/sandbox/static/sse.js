// The one stream of changes: from both platforms and from the sandbox itself.

const listeners = new Map();

/** Be told: `discord`, `telegram` and `sandbox` changes, and `open` / `lost` of the connection itself. */
export function on(name, hear) {
  if (!listeners.has(name)) listeners.set(name, new Set());
  listeners.get(name).add(hear);
}

function tell(name, data) {
  for (const hear of listeners.get(name) ?? []) hear(data);
}

/** Connect; the browser connects again by itself when the stream breaks. */
export function connect() {
  const source = new EventSource("/sandbox/events");
  source.onopen = () => tell("open");
  source.onerror = () => {
    tell("lost");
    // A browser gives up on an answer that is no stream, such as that of a server which is just ending.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  };
  for (const name of ["discord", "telegram", "sandbox"])
    source.addEventListener(name, (event) => tell(name, JSON.parse(event.data)));
}
