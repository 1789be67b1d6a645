// The numbers that were bought, newest first: the SMS of each comes by hand, never, after some seconds, or when it is due.

import { post } from "./api.js";
import { fill, h } from "./dom.js";

const ENDED = 5; // So many ended numbers stay in sight.
export const isOpen = ({ status }) => status === "waiting" || status === "received";
const nothing = h("li", { className: "empty" }, "None. Buy a number in the chat.");

export function makeNumbers(list, attempt) {
  const cards = new Map(); // request id -> card; kept, so that what is being typed into one stays

  function card(request) {
    const id = request.request_id;
    const act = (name, body = {}) => attempt(() => post(`/smsman/${name}`, { request_id: id, ...body }));
    const code = h("input", {
      name: "code",
      placeholder: "random code",
      "aria-label": `Code for request ${id}`,
      maxLength: 12,
      autocomplete: "off",
    });
    const deliver = (event) => {
      event.preventDefault();
      act("deliver", code.value.trim() ? { code: code.value.trim() } : {});
    };
    const form = h("form", { onsubmit: deliver }, code, h("button", { className: "plain primary" }, "Deliver SMS now"));
    const never = h("button", { className: "plain", type: "button", onclick: () => act("never") }, "Never");
    const end = h("button", { className: "plain", type: "button", onclick: () => act("end") }, "End it now");
    const delay = h("input", {
      name: "delay",
      type: "number",
      min: 0,
      max: 86400,
      placeholder: "in … s",
      "aria-label": `Seconds until the SMS of request ${id}`,
      onchange: () => {
        if (delay.value) act("delay", { seconds: Number(delay.value) });
        delay.value = "";
      },
    });
    const due = h("span", { className: "due" });
    const more = h("div", { className: "more-ways" }, due, delay, never, end);
    const state = h("span", { className: "state" });
    const element = h(
      "li",
      { className: "request" },
      h("div", { className: "top" }, h("span", {}, `+${request.number}`), state),
      h("div", { className: "what" }, `${request.service}, ${request.country} · ${request.price} · #${id}`),
      form,
      more,
    );
    return { element, form, more, delay, never, due, state };
  }

  function when({ status, sms_due_at, expires_at }) {
    if (status !== "waiting") return "";
    const now = Date.now() / 1000;
    if (sms_due_at === null || sms_due_at >= expires_at) return `no SMS, ends in ${seconds(expires_at - now)}`;
    return `SMS in ${seconds(sms_due_at - now)}`;
  }

  return {
    show(all) {
      const some = [...all.filter(isOpen), ...all.filter((request) => !isOpen(request)).slice(0, ENDED)];
      for (const [id, { element }] of cards) {
        if (!some.some((request) => request.request_id === id)) {
          element.remove();
          cards.delete(id);
        }
      }
      for (const request of some) {
        if (!cards.has(request.request_id)) cards.set(request.request_id, card(request));
        const { element, form, more, delay, never, due, state } = cards.get(request.request_id);
        state.textContent = request.code ? `${request.status}: ${request.code}` : request.status;
        form.hidden = request.status !== "waiting";
        more.hidden = !isOpen(request);
        delay.hidden = request.status !== "waiting";
        never.hidden = request.status !== "waiting" || request.sms_due_at === null;
        due.textContent = when(request);
        element.classList.toggle("ended", !isOpen(request));
      }
      fill(list, some.length ? some.map(({ request_id }) => cards.get(request_id).element) : [nothing]);
    },
  };
}

function seconds(count) {
  const whole = Math.max(0, Math.round(count));
  return whole < 120 ? `${whole} s` : `${Math.round(whole / 60)} min`;
}
