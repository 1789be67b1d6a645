// One message as a bubble with its keyboard.

import { copy, h, icon, pressable } from "./dom.js";
import { safeFragment, safeLink } from "./html.js";
import { inStars } from "./pay.js";
import { clock, live, moment } from "./time.js";

// `chat` gives: language, texts, botName, toast(text), send(text), tap(message, button), open(url), find(id), goTo(id),
// isWaiting(id, data), pay(message), answer(message).
export function renderMessage(message, chat) {
  const item = h("li", { className: `message ${message.from_bot ? "from-bot" : "from-me"}`, "data-id": message.id });
  fillMessage(item, message, chat);
  return item;
}

export function fillMessage(item, message, chat) {
  if (message.service) return fillService(item, message, chat);
  const body = h("div", { className: "body", dir: "auto" });
  if (message.invoice) body.append(invoice(message.invoice, chat));
  body.append(safeFragment(message.html));
  enliven(body, chat);
  const bubble = h("div", { className: "bubble" }, reply(message, chat), photo(message), file(message), body);
  body.append(meta(message, chat));
  bubble.append(h("span", { className: "end" }), ...(message.from_bot ? [replyButton(message, chat)] : []));
  item.replaceChildren(h("div", { className: "column" }, bubble, keyboard(message, chat)));
}

function invoice({ title, description, total_amount }, { texts, language }) {
  const total = h("span", { className: "total" }, `${inStars(total_amount, language)} ${texts.invoice}`);
  return h("div", { className: "invoice" }, h("b", {}, title), description, total);
}

// What Telegram itself says in the chat of a payment or a refund.
function fillService(item, { service }, { texts, language, botName }) {
  const names = { bot: botName, title: service.title, stars: inStars(service.details.total_amount, language) };
  const text = service.kind === "refunded_payment" ? texts.refunded : texts.transferred;
  item.className = "message service";
  item.replaceChildren(h("p", {}, text.replace(/\{(\w+)\}/g, (_, name) => names[name])));
}

function meta(message, { texts, language }) {
  const edited = message.edit_date ? `${texts.edited} ` : "";
  const ticks = message.from_bot ? null : icon("read");
  return h(
    "span",
    { className: "meta", title: moment(message.edit_date ?? message.date, language) },
    edited + clock(message.date, language),
    ticks,
  );
}

// As Telegram's own apps do it, by a swipe or a menu: the next message answers this one.
function replyButton(message, chat) {
  const names = { className: "answer", type: "button", title: chat.texts.reply, "aria-label": chat.texts.reply };
  return h("button", { ...names, onclick: () => chat.answer(message) }, icon("reply"));
}

function file(message) {
  if (!message.document) return null;
  const { name, size, url } = message.document;
  const href = /^data:text\/plain;base64,/.test(url ?? "") ? url : undefined;
  return h("a", { className: "file", href, download: name }, `📄 ${name} · ${Math.max(1, Math.round(size / 1024))} KB`);
}

function photo(message) {
  if (!/^data:image\/(png|jpeg|gif|webp);/.test(message.photo ?? "")) return null;
  return h("img", { className: "photo", src: message.photo, alt: "" });
}

function reply(message, chat) {
  if (!message.reply_to) return null;
  const original = chat.find(message.reply_to);
  if (!original) return h("div", { className: "reply" }, h("span", {}, chat.texts.gone));
  const name = original.from_bot ? chat.botName : chat.texts.you;
  return h(
    "button",
    { className: "reply", type: "button", onclick: () => chat.goTo(original.id) },
    h("b", {}, name),
    h("span", {}, original.text.replace(/\s+/g, " ")),
  );
}

function enliven(body, chat) {
  const copied = (event) => {
    event.stopPropagation();
    copy(event.currentTarget.textContent).then(() => chat.toast(chat.texts.copied));
  };
  for (const element of body.querySelectorAll("pre, code")) {
    if (!element.parentElement.closest("pre")) pressable(element, null, copied);
  }
  for (const element of body.querySelectorAll(".tg-command"))
    pressable(element, null, () => chat.send(element.textContent));
  for (const element of body.querySelectorAll(".tg-spoiler")) hide(element, chat);
  for (const element of body.querySelectorAll("blockquote[expandable]")) makeFold(element);
  for (const element of body.querySelectorAll("a[href]")) {
    element.addEventListener("click", (event) => {
      event.preventDefault();
      chat.open(element.href);
    });
  }
  for (const element of body.querySelectorAll("time.tg-time")) {
    element.dataset.language = chat.language;
    element.title = moment(Number(element.dataset.unix), chat.language);
    element.textContent =
      live(Number(element.dataset.unix), element.dataset.format, chat.language) ?? element.textContent;
  }
}

function hide(element, chat) {
  const show = (event) => {
    if (element.classList.contains("shown")) return;
    event.stopPropagation();
    element.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) element.removeAttribute(name);
  };
  pressable(element, chat.texts.spoiler, show);
  element.addEventListener("click", show, { capture: true }); // Before what is inside: the first press only shows.
}

function makeFold(quote) {
  const fold = h("span", { className: "fold" });
  fold.append(...quote.childNodes);
  quote.append(fold);
  new ResizeObserver((_, observer) => {
    if (!fold.clientHeight) return;
    observer.disconnect();
    if (fold.scrollHeight <= fold.clientHeight + 2) return;
    quote.classList.add("long");
    quote.setAttribute("aria-expanded", "false");
    pressable(quote, null, () =>
      quote.setAttribute("aria-expanded", String(quote.getAttribute("aria-expanded") !== "true")),
    );
  }).observe(fold);
}

function keyboard(message, chat) {
  if (!message.keyboard?.length) return null;
  const rows = message.keyboard.map((row) =>
    h("div", { className: "row" }, ...row.map((button) => key(message, button, chat))),
  );
  return h("div", { className: "keyboard" }, ...rows);
}

function key(message, button, chat) {
  const className = `key ${["primary", "success", "danger"].includes(button.style) ? button.style : ""}`;
  const label = h("span", {}, button.text);
  if (button.url) {
    const open = () => {
      if (safeLink(button.url)) chat.open(button.url);
    };
    return h("button", { className, type: "button", title: button.url, onclick: open }, label, icon("link"));
  }
  if (button.copy_text) {
    const text = button.copy_text.text ?? button.copy_text;
    return h(
      "button",
      { className, type: "button", onclick: () => copy(text).then(() => chat.toast(chat.texts.copied)) },
      label,
      icon("copy"),
    );
  }
  if (button.pay) {
    const text = h("span", {}, message.is_paid ? chat.texts.receipt : button.text);
    return h("button", { className: `${className} pay`, type: "button", onclick: () => chat.pay(message) }, text);
  }
  const waiting = chat.isWaiting(message.id, button.callback_data);
  const press = () => chat.tap(message, button);
  return h(
    "button",
    {
      className: waiting ? `${className} waiting` : className,
      type: "button",
      title: button.text,
      "aria-busy": waiting ? "true" : null,
      "data-callback": button.callback_data,
      onclick: press,
    },
    label,
  );
}
