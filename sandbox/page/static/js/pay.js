// The pay sheet of an invoice: what is bought, for how many Stars, and how many the person has.

import { post } from "./api.js";
import { h } from "./dom.js";

const PATIENCE_MS = 10_000; // After this Telegram takes no yes of the bot any more.

export const inStars = (stars, language) => `⭐ ${stars.toLocaleString(language)}`;

// `phone` gives: element, path, texts, language, botName, stars() and toast(text).
export function makePay(phone) {
  const { element, path, texts, language } = phone;
  const veil = element.querySelector(".veil");
  const early = new Map(); // Answers that came before the call's own reply told their id.
  let waiting = null; // {query, button, timer}
  let opener = null;

  function close() {
    clearTimeout(waiting?.timer);
    waiting = null;
    veil.hidden = true;
    veil.classList.remove("low");
    veil.replaceChildren();
    for (const child of element.children) child.inert = false;
    opener?.focus();
  }

  function show(label, ...content) {
    const balance = h("p", { className: "stars" }, `${texts.balance} `, h("b", {}, inStars(phone.stars(), language)));
    const cross = h("button", { className: "round", type: "button", "aria-label": texts.cancel, onclick: close }, "✕");
    const sheet = { className: "pay-sheet", role: "dialog", "aria-modal": "true", "aria-label": label };
    veil.replaceChildren(h("div", sheet, h("header", {}, cross, balance), h("p", { className: "star" }, "⭐"), ...content));
    veil.onkeydown = (event) => {
      if (event.key === "Escape") close();
    };
    for (const child of element.children) child.inert = child !== veil;
    veil.hidden = false;
    veil.classList.add("low");
    veil.querySelector(".main")?.focus();
  }

  // What was paid is known a moment after the sheet of the receipt may have been opened.
  function refresh() {
    const shown = veil.querySelector(".stars b");
    if (shown) shown.textContent = inStars(phone.stars(), language);
  }

  const main = (label, onclick) => h("button", { className: "main", type: "button", onclick }, label);
  const filled = (text, names) => text.replace(/\{(\w+)\}/g, (_, name) => names[name]);

  async function pay(message, button) {
    if (waiting) return;
    button.classList.add("waiting");
    button.setAttribute("aria-busy", "true");
    waiting = { query: null, timer: setTimeout(() => ended(texts.checkoutTimeout), PATIENCE_MS) };
    try {
      const { query_id } = await post(`${path}/pay`, { message_id: message.id });
      if (waiting) waiting.query = query_id;
      if (early.has(query_id)) answered(early.get(query_id));
    } catch (error) {
      ended(error instanceof TypeError ? texts.failed : error.message);
    }
  }

  function ended(text) {
    close();
    phone.toast(text);
  }

  function answered(event) {
    if (waiting?.query !== event.query_id) {
      early.set(event.query_id, event);
      return;
    }
    early.clear();
    ended(event.ok ? texts.paid : event.error);
  }

  function open(message) {
    opener = document.activeElement;
    const { title, total_amount: stars } = message.invoice;
    const names = { title, bot: phone.botName, stars: inStars(stars, language) };
    if (phone.stars() < stars) {
      const missing = stars - phone.stars();
      const more = main(filled(texts.getStars, { stars: inStars(missing, language) }), async () => {
        await post(`${path}/stars`, { stars }).catch((error) => phone.toast(error.message));
        close();
      });
      const heading = filled(texts.starsNeeded, { stars: inStars(missing, language) });
      show(heading, h("h3", {}, heading), h("p", {}, filled(texts.starsFor, names)), more);
      return;
    }
    const heading = message.is_paid ? texts.receipt : texts.confirmPurchase;
    const question = message.is_paid ? texts.paidAlready : texts.wantToBuy;
    const button = main(filled(message.is_paid ? texts.payAgain : texts.confirmAndPay, names), () => pay(message, button));
    show(heading, h("h3", {}, heading), h("p", {}, filled(question, names)), button);
  }

  return { open, answered, refresh };
}
