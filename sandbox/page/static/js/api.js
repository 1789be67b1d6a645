// The page's calls to its server.

async function call(method, path, body) {
  const json =
    body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/sandbox${path}`, { method, ...json });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `${response.status} ${response.statusText}`);
  return answer;
}

export const post = (path, body = {}) => call("POST", path, body);
export const remove = (path) => call("DELETE", path);

// One stream for everything; after each (re)connection the first event is "sync" with the whole state.
export function follow(handlers) {
  const source = new EventSource("/sandbox/events");
  for (const [kind, handle] of Object.entries(handlers)) {
    if (kind !== "lost") source.addEventListener(kind, (event) => handle(JSON.parse(event.data)));
  }
  source.onerror = () => {
    handlers.lost();
    if (source.readyState !== EventSource.CLOSED) return; // The browser tries again by itself.
    source.close();
    setTimeout(() => follow(handlers), 1500);
  };
}
