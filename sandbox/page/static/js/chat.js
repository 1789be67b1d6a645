// The messages of one chat: in order, grouped, with the days between them.

import { fill, h } from "./dom.js";
import { fillMessage, renderMessage } from "./message.js";
import { makeScroll } from "./scroll.js";
import { dayKey, dayName } from "./time.js";

const GROUP_SECONDS = 600;

export function makeChat(phone, context) {
  const list = phone.querySelector(".messages");
  const scroll = makeScroll(phone);
  let about = "";
  const messages = new Map(); // id -> {message, item}
  context.find = (id) => messages.get(id)?.message;
  context.goTo = (id) => {
    const entry = messages.get(id);
    if (!entry) return;
    scroll.goTo(entry.item);
    flash(entry.item);
  };

  const sorted = () => [...messages.values()].sort((a, b) => a.message.id - b.message.id);

  // Classes and days are cheap to set anew for all; the bubbles themselves stay the same elements.
  function arrange() {
    const entries = sorted();
    const days = new Map([...list.children].map((day) => [day.dataset.day, day]));
    const wanted = new Map(); // day -> its bubbles
    entries.forEach(({ message, item }, index) => {
      item.classList.toggle("first", !together(entries[index - 1]?.message, message));
      item.classList.toggle("last", !together(message, entries[index + 1]?.message));
      const day = dayKey(message.date);
      if (!wanted.has(day)) wanted.set(day, []);
      wanted.get(day).push(item);
    });
    const sections = [...wanted].map(([day, items]) => {
      const section = days.get(day) ?? newDay(day, find(items[0]));
      fill(section.lastElementChild, items);
      return section;
    });
    fill(list, sections.length ? sections : [welcome()]);
  }

  // What Telegram shows in a chat with a bot before the first message: the bot's own description.
  function welcome() {
    if (!about) return h("li", { className: "welcome" }, context.texts.welcome);
    return h("li", { className: "welcome about" }, h("strong", {}, context.texts.about), about);
  }

  const find = (item) => messages.get(Number(item.dataset.id)).message;

  function newDay(day, { date }) {
    const name = h("div", { className: "day" }, h("span", {}, dayName(date, context.texts, context.language)));
    return h("li", { "data-day": day }, name, h("ol", {}));
  }

  return {
    isEmpty: () => messages.size === 0,
    setAbout(text) {
      about = text;
      if (!messages.size) arrange();
    },
    reset(all) {
      messages.clear();
      for (const message of all) messages.set(message.id, { message, item: null });
      for (const entry of messages.values()) entry.item = renderMessage(entry.message, context);
      list.replaceChildren();
      arrange();
      scroll.toEnd();
    },
    add(message) {
      const known = messages.get(message.id);
      if (known) return this.edit(message);
      const item = renderMessage(message, context);
      item.classList.add("new");
      messages.set(message.id, { message, item });
      if (!message.from_bot) scroll.toEnd();
      arrange();
      scroll.arrived();
    },
    edit(message) {
      const entry = messages.get(message.id);
      if (!entry) return;
      const changed = entry.message.html !== message.html;
      entry.message = message;
      const focused = document.activeElement?.closest?.(".key");
      const index =
        focused && entry.item.contains(focused) ? [...entry.item.querySelectorAll(".key")].indexOf(focused) : -1;
      fillMessage(entry.item, message, context);
      if (index >= 0) [...entry.item.querySelectorAll(".key")][index]?.focus({ preventScroll: true });
      entry.item.classList.remove("new");
      if (changed) flash(entry.item);
    },
    remove(id) {
      messages.get(id)?.item.remove();
      messages.delete(id);
      arrange();
    },
    clear() {
      messages.clear();
      arrange();
    },
    element: (id) => messages.get(id)?.item,
  };
}

function together(a, b) {
  return (
    Boolean(a && b) &&
    !a.keyboard?.length &&
    a.from_bot === b.from_bot &&
    b.date - a.date < GROUP_SECONDS &&
    dayKey(a.date) === dayKey(b.date)
  );
}

function flash(item) {
  item.classList.remove("flash");
  void item.offsetWidth; // Starts the animation again.
  item.classList.add("flash");
}
