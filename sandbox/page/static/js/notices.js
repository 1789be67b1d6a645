// Toasts and alerts within one phone.

import { h } from "./dom.js";

const TOAST_MS = 3500;

export function makeToaster(place) {
  return (text) => {
    const toast = h("div", { className: "toast" }, text);
    place.replaceChildren(toast);
    setTimeout(() => toast.remove(), TOAST_MS);
  };
}

// Shows a modal card over the phone; resolves with true for the last button, false for the others and Escape.
export function ask(phone, { title, text, buttons }) {
  return new Promise((resolve) => {
    const veil = phone.querySelector(".veil");
    const focused = document.activeElement;
    const others = [...phone.children].filter((child) => child !== veil);
    const end = (answer) => {
      veil.hidden = true;
      veil.replaceChildren();
      others.forEach((other) => {
        other.inert = false;
      });
      focused?.focus();
      resolve(answer);
    };
    const keys = buttons.map(({ label, danger }, index) =>
      h(
        "button",
        { type: "button", className: danger ? "danger" : "", onclick: () => end(index === buttons.length - 1) },
        label,
      ),
    );
    const card = h(
      "div",
      { className: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": title ?? text },
      title ? h("h3", {}, title) : null,
      h("p", {}, text),
      h("div", { className: "buttons" }, ...keys),
    );
    veil.replaceChildren(card);
    veil.onkeydown = (event) => {
      if (event.key === "Escape") end(false);
    };
    others.forEach((other) => {
      other.inert = true;
    });
    veil.hidden = false;
    keys.at(-1).focus();
  });
}
