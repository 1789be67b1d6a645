// The SMS-Man's panel: what stands on the account, which numbers are open, what goes wrong on demand.

import { post } from "./api.js";
import { fill, h, icon } from "./dom.js";

const ENDED = 5; // So many ended numbers stay in sight.
const isOpen = ({ status }) => status === "waiting" || status === "received";
const nothing = h("li", { className: "empty" }, "None. Buy a number in the chat.");

export function makePanel() {
  const panel = document.querySelector(".panel");
  const problem = panel.querySelector(".problem");
  const faultForm = panel.querySelector(".fault-form");
  const settings = panel.querySelector(".settings");
  const requests = panel.querySelector(".requests");
  const opener = document.querySelector(".show-panel");
  const cards = new Map(); // request id -> card; kept, so that what is being typed into one stays

  async function attempt(action) {
    problem.textContent = "";
    try {
      await action();
    } catch (error) {
      problem.textContent = error instanceof TypeError ? "Could not reach the sandbox." : error.message;
    }
  }

  function toggle(open) {
    panel.classList.toggle("open", open);
    opener.setAttribute("aria-expanded", String(open));
    (open ? panel.querySelector(".hide-panel") : opener).focus();
  }
  opener.addEventListener("click", () => toggle(!panel.classList.contains("open")));
  panel.querySelector(".hide-panel").addEventListener("click", () => toggle(false));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.classList.contains("open")) toggle(false);
  });

  function card(request) {
    const code = h("input", {
      name: "code",
      placeholder: "random code",
      "aria-label": `Code for request ${request.request_id}`,
      maxLength: 32,
      autocomplete: "off",
    });
    const form = h(
      "form",
      {
        onsubmit: (event) => {
          event.preventDefault();
          attempt(() =>
            post("/smsman/deliver", {
              request_id: request.request_id,
              ...(code.value.trim() && { code: code.value.trim() }),
            }),
          );
        },
      },
      code,
      h("button", { className: "plain primary" }, "Deliver SMS now"),
    );
    const state = h("span", { className: "state" });
    const element = h(
      "li",
      { className: "request" },
      h("div", { className: "top" }, h("span", {}, `+${request.number}`), state),
      h(
        "div",
        { className: "what" },
        `${request.service}, ${request.country} · ${request.price} · #${request.request_id}`,
      ),
      form,
    );
    return { element, form, state };
  }

  function showRequests(all) {
    const open = all.filter(isOpen);
    const some = [...open, ...all.filter((request) => !isOpen(request)).slice(0, ENDED)];
    for (const [id, { element }] of cards) {
      if (!some.some((request) => request.request_id === id)) {
        element.remove();
        cards.delete(id);
      }
    }
    for (const request of some) {
      if (!cards.has(request.request_id)) cards.set(request.request_id, card(request));
      const { element, form, state } = cards.get(request.request_id);
      state.textContent = request.code ? `${request.status}: ${request.code}` : request.status;
      form.hidden = request.status !== "waiting";
      element.classList.toggle("ended", !isOpen(request));
    }
    fill(requests, some.length ? some.map(({ request_id }) => cards.get(request_id).element) : [nothing]);
  }

  function showFaults(faults) {
    const list = panel.querySelector(".faults");
    list.replaceChildren(
      ...faults.map(({ id, kind, call, times }) =>
        h(
          "li",
          {},
          h(
            "span",
            {},
            `${words(kind)} · ${call === "*" ? "any call" : call} · ${times === null ? "always" : `${times}×`}`,
          ),
          h(
            "button",
            {
              className: "round",
              type: "button",
              "aria-label": `Remove ${words(kind)}`,
              onclick: () => attempt(() => post("/smsman/faults", { remove: id })),
            },
            icon("close"),
          ),
        ),
      ),
    );
    panel.querySelector(".clear-faults").disabled = faults.length === 0;
  }

  function showKinds(names) {
    const select = faultForm.elements.kind;
    if (select.length !== names.length)
      select.replaceChildren(...names.map((name) => h("option", { value: name }, words(name))));
  }

  faultForm.addEventListener("submit", (event) => {
    event.preventDefault();
    const { kind, call, times } = Object.fromEntries(new FormData(faultForm));
    attempt(() => post("/smsman/faults", { add: { kind, call, times: times ? Number(times) : null } }));
  });
  panel
    .querySelector(".clear-faults")
    .addEventListener("click", () => attempt(() => post("/smsman/faults", { clear: true })));
  settings.addEventListener("change", () => {
    if (!settings.reportValidity()) return;
    attempt(() =>
      post("/smsman/settings", {
        dialect: settings.elements.dialect.value,
        early_cancel: Number(settings.elements.early_cancel.value),
      }),
    );
  });
  settings.addEventListener("submit", (event) => event.preventDefault());

  return {
    show(state) {
      for (const name of ["balance", "held"]) panel.querySelector(`[data-show=${name}]`).textContent = state[name];
      showRequests(state.requests);
      showKinds(state.fault_kinds);
      showFaults(state.faults);
      for (const name of ["dialect", "early_cancel"]) {
        if (document.activeElement !== settings.elements[name]) settings.elements[name].value = state[name];
      }
    },
  };
}

const words = (name) => name.replaceAll("_", " ");
