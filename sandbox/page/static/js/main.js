// Starts the page: one stream of events, the phones of the open people, the panel.

import { follow } from "./api.js";
import { makePanel } from "./panel.js";
import { makePeople } from "./people.js";
import { startTheme } from "./theme.js";
import { refreshTimes } from "./time.js";

startTheme(document.querySelector(".theme"));
const people = makePeople();
const panel = makePanel();

follow({
  sync(state) {
    people.sync(state);
    panel.setPeople(state.people);
    panel.show(state.panel);
  },
  people(state) {
    people.update(state.people);
    panel.setPeople(state.people);
  },
  chat: ({ person, event }) => people.handle(person, event),
  panel: (state) => panel.show(state),
  lost: () => people.lost(),
});

setInterval(() => refreshTimes(document), 1000);
