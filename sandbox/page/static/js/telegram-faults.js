// What goes wrong at Telegram: an old server, another poller, a chat that refuses, unreadable updates.

import { post } from "./api.js";
import { h } from "./dom.js";
import { makeSwitches } from "./switches.js";

export function makeTelegramFaults(section, attempt) {
  const switches = makeSwitches(section.querySelector(".telegram-settings"), "/telegram", attempt);
  const form = section.querySelector(".person-form");
  const { person, stars, status, shape } = form.elements;
  let people = [];

  function showPerson() {
    const chosen = people.find(({ id }) => String(id) === person.value);
    if (chosen && document.activeElement !== status) status.value = String(chosen.refuses);
    if (chosen && document.activeElement !== stars) stars.value = String(chosen.stars);
  }

  person.addEventListener("change", showPerson);
  status.addEventListener("change", () =>
    attempt(() => post(`/people/${person.value}/refusal`, { status: Number(status.value) })),
  );
  stars.addEventListener("change", () => {
    if (stars.reportValidity()) attempt(() => post(`/people/${person.value}/stars`, { stars: Number(stars.value) }));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(() => post(`/people/${person.value}/unreadable`, { shape: shape.value }));
  });

  return {
    show: (state) => switches.show(state),
    setPeople(all) {
      people = all;
      const options = all.map(({ id, first_name, admin }) =>
        h("option", { value: String(id) }, admin ? `${first_name} (admin)` : first_name),
      );
      const chosen = person.value;
      person.replaceChildren(...options);
      if (all.some(({ id }) => String(id) === chosen)) person.value = chosen;
      showPerson();
    },
  };
}
