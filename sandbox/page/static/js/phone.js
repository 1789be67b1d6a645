// One person's phone: everything of one chat put together.

import { post, remove } from "./api.js";
import { makeChat } from "./chat.js";
import { makeComposer } from "./composer.js";
import { h, initials } from "./dom.js";
import { makeInline } from "./inline.js";
import { ask, makeToaster } from "./notices.js";
import { makePay } from "./pay.js";
import { makeTaps } from "./taps.js";
import { textsOf } from "./texts.js";

const TYPING_MS = 5000;

// What a link into this bot's own chat starts it with; nothing for any other address.
function startOf(url, username) {
  const link = new URL(url);
  const own = link.host === "t.me" && link.pathname.toLowerCase() === `/${username}`.toLowerCase();
  return own ? link.searchParams.get("start") : null;
}

export function makePhone(person, bot, { onUnread }) {
  const element = document.querySelector("#phone").content.firstElementChild.cloneNode(true);
  const texts = textsOf(person.language_code);
  const path = `/people/${person.id}`;
  const toast = makeToaster(element.querySelector(".toasts"));
  const failed = (error) => toast(error instanceof TypeError ? texts.failed : error.message);
  const send = (text, reply_to = null) => post(`${path}/messages`, { text, reply_to }).catch(failed);
  const taps = makeTaps({
    post: (body) => post(`${path}/tap`, body),
    elementOf: (id) => chat.element(id),
    onSilence: () => toast(texts.noAnswer),
    onError: failed,
  });
  const open = async (url) => {
    const payload = startOf(url, bot.username);
    if (payload) return send(`/start ${payload}`);
    const sure = await ask(element, {
      text: texts.open.replace("{url}", url),
      buttons: [{ label: texts.cancel }, { label: texts.go }],
    });
    if (sure) window.open(url, "_blank", "noopener,noreferrer");
  };
  const context = {
    language: person.language_code,
    texts,
    botName: bot.name,
    toast,
    send,
    open,
    isWaiting: taps.isWaiting,
    tap: (message, button) => taps.tap(message.id, button.callback_data),
    pay: (message) => pay.open(message),
    answer: (message) => composer.answer(message),
  };
  const pay = makePay({ ...context, element, path, stars: () => stars });
  const chat = makeChat(element, context);
  const inline = makeInline(element, { path, username: bot.username, texts, failed, send });
  const composer = makeComposer(element, { texts, botName: bot.name, send, isInline: inline.isOn });
  const status = element.querySelector(".status");
  const instead = element.querySelector(".instead");
  const menu = element.querySelector(".popup");
  const more = element.querySelector(".more");
  let blocked = person.blocked;
  let stars = person.stars;
  let typing = 0;

  element.lang = person.language_code;
  element.dataset.person = person.id;
  element.setAttribute("aria-label", `${person.first_name}: ${bot.name}`);
  element.querySelector(".avatar").textContent = initials(bot.name);
  element.querySelector("h2").textContent = bot.name;
  element.querySelector(".jump").setAttribute("aria-label", texts.jump);
  element.querySelector(".messages").setAttribute("aria-label", bot.name);
  more.setAttribute("aria-label", texts.options);

  function showStatus(text, isTyping = false) {
    clearTimeout(typing);
    status.textContent = text;
    status.classList.toggle("typing", isTyping);
    if (isTyping) typing = setTimeout(() => showStatus(texts.bot), TYPING_MS);
  }

  function showBottom() {
    composer.show(!blocked && !chat.isEmpty());
    instead.hidden = !blocked && !chat.isEmpty();
    instead.textContent = blocked ? texts.restart : texts.start;
    menu.querySelector("[data-do=clear] span").textContent = texts.clear;
    menu.querySelector("[data-do=block] span").textContent = blocked ? texts.unblock : texts.block;
  }

  function showMenu(visible) {
    menu.hidden = !visible;
    more.setAttribute("aria-expanded", String(visible));
    if (visible) menu.querySelector("button").focus();
  }

  const setBlocked = (value) => post(`${path}/block`, { blocked: value }).catch(failed);
  const actions = {
    async clear() {
      if (
        await ask(element, {
          title: texts.clear,
          text: texts.clearAsk,
          buttons: [{ label: texts.cancel }, { label: texts.delete, danger: true }],
        })
      ) {
        await remove(`${path}/messages`).catch(failed);
      }
    },
    async block() {
      if (blocked) return setBlocked(false);
      const buttons = [{ label: texts.cancel }, { label: texts.stop, danger: true }];
      if (await ask(element, { title: texts.block, text: texts.blockAsk, buttons })) await setBlocked(true);
    },
  };
  more.addEventListener("click", () => showMenu(menu.hidden));
  menu.addEventListener("click", (event) => {
    const chosen = event.target.closest("button");
    if (!chosen) return;
    showMenu(false);
    more.focus();
    actions[chosen.dataset.do]();
  });
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      showMenu(false);
      more.focus();
    } else if (step) items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".popup, .more")) showMenu(false);
  });
  instead.addEventListener("click", () => (blocked ? setBlocked(false) : send("/start")));

  const handlers = {
    message({ message }) {
      if (message.from_bot) showStatus(texts.bot);
      chat.add(message);
      showBottom();
      if (message.from_bot) onUnread(person.id);
    },
    edit: ({ message }) => chat.edit(message),
    delete({ id }) {
      chat.remove(id);
      showBottom();
    },
    cleared() {
      chat.clear();
      showBottom();
    },
    typing: () => showStatus(texts.typing, true),
    commands: ({ commands }) => composer.setCommands(commands),
    about: ({ about }) => chat.setAbout(about),
    inline: (answer) => inline.show(answer),
    checkout: (event) => pay.answered(event),
    answer({ query_id, text, alert }) {
      taps.answered(query_id);
      if (!text) return;
      if (alert) ask(element, { text, buttons: [{ label: texts.ok }] });
      else toast(text);
    },
  };

  return {
    element,
    sync({ messages, commands, about, blocked: isBlocked, stars: have }) {
      taps.reset();
      chat.setAbout(about);
      chat.reset(messages);
      composer.setCommands(commands);
      blocked = isBlocked;
      stars = have;
      showStatus(texts.bot);
      showBottom();
    },
    update(now) {
      ({ blocked, stars } = now);
      pay.refresh();
      showBottom();
    },
    handle(event) {
      handlers[event.type]?.(event);
    },
    lost: () => showStatus(texts.connecting),
  };
}
