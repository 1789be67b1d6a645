// What goes wrong at the SMS-Man: the list of what is on, and a form to add to it.

import { post } from "./api.js";
import { h, icon } from "./dom.js";
import { isOpen } from "./numbers.js";

export function makeFaults(panel, attempt) {
  const list = panel.querySelector(".faults");
  const form = panel.querySelector(".fault-form");
  const clear = panel.querySelector(".clear-faults");
  const change = (body) => attempt(() => post("/smsman/faults", body));

  function showActive(faults) {
    list.replaceChildren(
      ...faults.map((fault) => {
        const remove = () => change({ remove: fault.id });
        const label = `Remove ${words(fault.kind)}`;
        const button = h("button", { className: "round", type: "button", "aria-label": label, onclick: remove }, icon("close"));
        return h("li", {}, h("span", {}, described(fault)), button);
      }),
    );
    clear.disabled = faults.length === 0;
  }

  function showKinds(groups) {
    const select = form.elements.kind;
    if (select.length) return;
    for (const [label, names] of Object.entries(groups)) {
      const options = names.map((name) => h("option", { value: name }, words(name)));
      select.append(h("optgroup", { label }, ...options));
    }
  }

  function showNumbers(requests) {
    const select = form.elements.request_id;
    const ids = requests.filter(isOpen).map(({ request_id }) => String(request_id));
    if (document.activeElement === select || ids.join() === select.dataset.ids) return;
    const chosen = select.value;
    select.dataset.ids = ids.join();
    select.replaceChildren(
      h("option", { value: "" }, "any number"),
      ...ids.map((id) => h("option", { value: id }, `#${id}`)),
    );
    select.value = ids.includes(chosen) ? chosen : "";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { kind, call, ...limits } = Object.fromEntries(new FormData(form));
    const number = (name) => (limits[name] ? Number(limits[name]) : null);
    const times = number("times"),
      lasting = number("lasting"),
      request_id = number("request_id");
    change({ add: { kind, call, times, lasting, request_id } });
  });
  clear.addEventListener("click", () => change({ clear: true }));

  return {
    show({ faults, fault_groups, requests }) {
      showActive(faults);
      showKinds(fault_groups);
      showNumbers(requests);
    },
  };
}

function described({ kind, call, times, until, request_id }) {
  const often = times === null ? "always" : `${times}×`;
  const left = until === null ? "" : ` · ${Math.max(0, Math.round(until - Date.now() / 1000))} s left`;
  const which = request_id === null ? "" : ` · #${request_id}`;
  return `${words(kind)} · ${call === "*" ? "any call" : call}${which} · ${often}${left}`;
}

const words = (name) => name.replaceAll("_", " ");
