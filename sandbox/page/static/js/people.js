// Who is there, whose phones are open, and adding a person.

import { post } from "./api.js";
import { h, initials } from "./dom.js";
import { makePhone } from "./phone.js";

const KEY = "sandbox.open";
const PHONE_WIDTH = 422;

export function makePeople() {
  const bar = document.querySelector(".people");
  const place = document.querySelector(".phones");
  const dialog = document.querySelector(".new-person");
  const narrow = matchMedia("(max-width: 640px), (max-height: 500px)");
  let bot = { name: "Bot" };
  let people = [];
  let open = read();
  const phones = new Map();
  const unread = new Map();

  function read() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? [];
    } catch {
      return [];
    }
  }

  // As many phones as fit stand side by side; on a narrow screen it is one.
  const room = () => (narrow.matches ? 1 : Math.max(1, Math.floor((place.clientWidth - 14) / PHONE_WIDTH)));
  // Who is open but not known (yet: a newcomer's event is under way) takes no room.
  const visible = () => open.filter((id) => people.some((person) => person.id === id)).slice(-room());

  function toggle(id) {
    if (visible().includes(id) && visible().length > 1) open = open.filter((other) => other !== id);
    else open = [...open.filter((other) => other !== id), id];
    localStorage.setItem(KEY, JSON.stringify(open));
    show();
  }

  function show() {
    if (!visible().length)
      open = [
        ...open,
        ...people
          .slice(0, Math.min(2, room()))
          .map(({ id }) => id)
          .reverse(),
      ];
    const seen = visible();
    for (const id of seen) unread.delete(id);
    for (const [id, phone] of phones) phone.element.hidden = !seen.includes(id);
    bar.replaceChildren(...people.map((person) => chip(person, seen.includes(person.id))));
  }

  function chip({ id, first_name, blocked, admin }, pressed) {
    const count = unread.get(id);
    return h(
      "button",
      { className: `person ${blocked ? "blocked" : ""}`, "aria-pressed": String(pressed), onclick: () => toggle(id) },
      h("span", { className: `avatar tone-${id % 7}`, "aria-hidden": "true" }, initials(first_name)),
      h("span", { className: "name" }, first_name),
      admin ? h("span", { className: "role", title: "The bot's admin" }, "admin") : null,
      count ? h("span", { className: "unread" }, String(count)) : null,
    );
  }

  function onUnread(id) {
    if (visible().includes(id)) return;
    unread.set(id, (unread.get(id) ?? 0) + 1);
    show();
  }

  function makeMissing() {
    for (const person of people) {
      if (phones.has(person.id)) continue;
      const phone = makePhone(person, bot, { onUnread });
      phones.set(person.id, phone);
      place.append(phone.element);
      phone.sync(person);
    }
  }

  const form = dialog.querySelector("form");
  const problem = dialog.querySelector(".problem");
  document.querySelector(".add-person").addEventListener("click", () => {
    form.reset();
    problem.textContent = "";
    dialog.showModal();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const { id } = await post("/people", Object.fromEntries(new FormData(form)));
      dialog.close();
      toggle(id);
    } catch (error) {
      problem.textContent = error instanceof TypeError ? "Could not reach the sandbox." : error.message;
    }
  });
  new ResizeObserver(show).observe(place);

  return {
    sync(state) {
      if (state.bot.name !== bot.name) {
        bot = state.bot;
        for (const phone of phones.values()) phone.element.remove();
        phones.clear();
      }
      people = state.people;
      for (const [id, phone] of phones) {
        const person = people.find((person) => person.id === id);
        if (person) phone.sync(person);
        else {
          phone.element.remove();
          phones.delete(id);
        }
      }
      makeMissing();
      show();
    },
    update(some) {
      people = some; // Newcomers are shown with their chats; the others' chats are up to date.
      makeMissing();
      for (const { id, blocked, stars } of people) phones.get(id).update({ blocked, stars });
      show();
    },
    handle: (id, event) => phones.get(id)?.handle(event),
    lost() {
      for (const phone of phones.values()) phone.lost();
    },
  };
}
