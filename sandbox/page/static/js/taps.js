// Buttons that were tapped and wait for the bot's answer.

const PATIENCE_MS = 20_000;

export function makeTaps({ post, elementOf, onSilence, onError }) {
  const waiting = new Map(); // "message data" -> {query, timer}
  const early = new Set(); // Answers that came before the tap's own reply told their id.
  const key = (message, data) => `${message} ${data}`;

  function show(message, data, on) {
    for (const button of elementOf(message)?.querySelectorAll(".key") ?? []) {
      if (button.dataset.callback !== data) continue;
      button.classList.toggle("waiting", on);
      if (on) button.setAttribute("aria-busy", "true");
      else button.removeAttribute("aria-busy");
    }
  }

  function end(message, data) {
    const entry = waiting.get(key(message, data));
    if (!entry) return;
    clearTimeout(entry.timer);
    waiting.delete(key(message, data));
    show(message, data, false);
  }

  return {
    isWaiting: (message, data) => waiting.has(key(message, data)),
    async tap(message, data) {
      if (waiting.has(key(message, data))) return;
      const timer = setTimeout(() => {
        end(message, data);
        onSilence();
      }, PATIENCE_MS);
      const entry = { message, data, timer, query: null };
      waiting.set(key(message, data), entry);
      show(message, data, true);
      try {
        entry.query = (await post({ message_id: message, data })).query_id;
        if (early.delete(entry.query)) end(message, data);
      } catch (error) {
        end(message, data);
        onError(error);
      }
    },
    answered(query) {
      const entry = [...waiting.values()].find((entry) => entry.query === query);
      if (entry) end(entry.message, entry.data);
      else early.add(query);
    },
    reset() {
      for (const { message, data } of [...waiting.values()]) end(message, data);
      early.clear();
    },
  };
}
