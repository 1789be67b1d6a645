// The line to write in, the Menu button, and the commands over it.

import { h } from "./dom.js";

let count = 0;

export function makeComposer(phone, { texts, botName, send, isInline = () => false }) {
  const form = phone.querySelector(".composer");
  const field = form.querySelector("textarea");
  const menuButton = form.querySelector(".menu-button");
  const list = phone.querySelector(".commands");
  const answering = phone.querySelector(".answering");
  let answered = null; // The message that the next one answers.
  let commands = [];
  let shown = [];
  let chosen = -1;

  list.id = `commands-${(count += 1)}`;
  list.setAttribute("aria-label", texts.menu);
  field.placeholder = texts.message;
  field.setAttribute("aria-label", texts.message);
  field.setAttribute("aria-controls", list.id);
  form.querySelector(".send").setAttribute("aria-label", texts.send);
  menuButton.querySelector("span").textContent = texts.menu;
  answering.querySelector("button").setAttribute("aria-label", texts.cancel);
  answering.querySelector("b").textContent = botName;

  function offer(some, menu = false) {
    shown = some;
    chosen = some.length && !menu ? 0 : -1;
    list.hidden = some.length === 0;
    list.replaceChildren(
      ...some.map(({ command, description }, index) =>
        h(
          "li",
          {
            role: "option",
            id: `${list.id}-${index}`,
            onmousedown: (event) => event.preventDefault(),
            onclick: () => choose(index),
          },
          h("span", {}, description),
          h("b", {}, `/${command}`),
        ),
      ),
    );
    menuButton.setAttribute("aria-expanded", String(menu && some.length > 0));
    mark();
  }

  function mark() {
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
    if (chosen >= 0) {
      field.setAttribute("aria-activedescendant", list.children[chosen].id);
      list.children[chosen].scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    send(`/${shown[index].command}`);
    field.value = "";
    changed();
  }

  function changed() {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    const typed = /^\/(\w*)$/.exec(field.value);
    offer(typed ? commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())) : []);
  }

  function submit() {
    const text = field.value.trim();
    if (!text || isInline()) return; // an inline query is not sent: one of its results is
    send(text, answered?.id);
    answer(null);
    field.value = "";
    changed();
  }

  function answer(message) {
    answered = message;
    answering.hidden = !message;
    answering.querySelector("span").textContent = message?.text.replace(/\s+/g, " ") ?? "";
    if (message) field.focus();
  }

  const steps = { ArrowDown: 1, ArrowUp: -1 };
  answering.querySelector("button").addEventListener("click", () => answer(null));
  field.addEventListener("input", changed);
  phone.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) offer([]);
    else if (event.key === "Escape" && answered && event.target === field) answer(null);
    else if (event.key in steps && !list.hidden) {
      event.preventDefault();
      chosen = (chosen + steps[event.key] + (chosen < 0 && steps[event.key] < 0 ? 1 : 0) + shown.length) % shown.length;
      mark();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target === field) {
      event.preventDefault();
      if (chosen >= 0 && !list.hidden) choose(chosen);
      else submit();
    } else if (event.key === "Tab" && chosen >= 0 && event.target === field) {
      event.preventDefault();
      field.value = `/${shown[chosen].command} `;
      changed();
    }
  });
  field.addEventListener("blur", () => {
    if (menuButton.getAttribute("aria-expanded") !== "true") offer([]);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
    field.focus();
  });
  menuButton.addEventListener("click", () => {
    const open = menuButton.getAttribute("aria-expanded") === "true";
    offer(open ? [] : commands, true);
    if (!open) field.focus({ preventScroll: true });
  });
  phone.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".commands, .composer")) offer([]);
  });

  return {
    answer,
    setCommands(some) {
      commands = some;
      menuButton.hidden = some.length === 0;
      if (!list.hidden) offer([]);
    },
    show(visible) {
      form.hidden = !visible;
      if (!visible) answer(null);
    },
  };
}
