// A form whose fields are switches: a change goes to the server at once, and what the server has is shown.

import { post } from "./api.js";

export function makeSwitches(form, path, attempt) {
  const fields = [...form.elements].filter(({ name }) => name);
  const named = (name) => fields.filter((field) => field.name === name);

  function value(field) {
    if (field.type === "checkbox") return field.checked;
    if (field.type !== "number") return field.value;
    return Number(field.value) / Number(field.dataset.scale ?? 1);
  }

  // Of two fields with one name the first is the smaller: the one that was not changed follows.
  function keepInOrder(changed) {
    const [least, most] = named(changed.name);
    if (!most || Number(least.value) <= Number(most.value)) return;
    if (changed === least) most.value = least.value;
    else least.value = most.value;
  }

  form.addEventListener("change", ({ target }) => {
    if (!target.name || !target.reportValidity()) return;
    keepInOrder(target);
    const values = named(target.name).map(value);
    attempt(() => post(path, { [target.name]: values.length > 1 ? values : values[0] }));
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  return {
    show(state) {
      for (const field of fields) {
        const group = named(field.name);
        if (group.includes(document.activeElement)) continue;
        const shown = group.length > 1 ? state[field.name][group.indexOf(field)] : state[field.name];
        if (field.type === "checkbox") field.checked = shown;
        else if (field.type === "number") field.value = String(Number((shown * Number(field.dataset.scale ?? 1)).toFixed(6)));
        else field.value = shown;
      }
    },
  };
}
