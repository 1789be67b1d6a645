// The panel: the account, the numbers, what the next ones get, and what goes wrong on demand.

import { makeFaults } from "./faults.js";
import { makeNumbers } from "./numbers.js";
import { makeSwitches } from "./switches.js";
import { makeTelegramFaults } from "./telegram-faults.js";

export function makePanel() {
  const panel = document.querySelector(".panel");
  const problem = panel.querySelector(".problem");
  const opener = document.querySelector(".show-panel");

  async function attempt(action) {
    problem.textContent = "";
    try {
      await action();
    } catch (error) {
      problem.textContent = error instanceof TypeError ? "Could not reach the sandbox." : error.message;
      problem.scrollIntoView({ block: "nearest" });
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

  const numbers = makeNumbers(panel.querySelector(".requests"), attempt);
  const faults = makeFaults(panel, attempt);
  const switches = [...panel.querySelectorAll(".settings")].map((form) =>
    makeSwitches(form, "/smsman/settings", attempt),
  );
  const telegram = makeTelegramFaults(panel.querySelector(".telegram"), attempt);

  return {
    show(state) {
      for (const name of ["balance", "held"]) panel.querySelector(`[data-show=${name}]`).textContent = state[name];
      panel.querySelector("[data-show=rating]").textContent = state.rating.toFixed(2).replace(/\.?0+$/, "");
      numbers.show(state.requests);
      faults.show(state);
      for (const form of switches) form.show(state);
      telegram.show(state.telegram);
    },
    setPeople: telegram.setPeople,
  };
}
