// "@bot words" in the composer: the bot is asked while a person types, and its results stand over the line.

import { post } from "./api.js";
import { h } from "./dom.js";

const PAUSE_MS = 300;

export function makeInline(phone, { path, username, texts, failed, send }) {
  const field = phone.querySelector(".composer textarea");
  const list = phone.querySelector(".results");
  const mention = new RegExp(`^@${username}\\s(.*)$`, "is");
  let timer = 0;
  let newest = 0n; // Of the queries that were answered: an earlier one's answer may come later.

  list.setAttribute("aria-label", texts.results);

  function hide() {
    clearTimeout(timer);
    list.hidden = true;
  }

  function row(title, description, onclick) {
    const about = description ? h("small", {}, description) : null;
    const press = (event) => event.preventDefault();
    return h("li", { role: "option", onmousedown: press, onclick }, h("span", {}, title), about);
  }

  function leave() {
    field.value = "";
    field.dispatchEvent(new Event("input"));
  }

  field.addEventListener("input", () => {
    const typed = mention.exec(field.value);
    clearTimeout(timer);
    if (typed) timer = setTimeout(() => post(`${path}/inline`, { query: typed[1].trim() }).catch(failed), PAUSE_MS);
    else hide();
  });

  return {
    isOn: () => mention.test(field.value),
    show({ query_id, results, button }) {
      if (!mention.test(field.value) || BigInt(query_id) < newest) return;
      newest = BigInt(query_id);
      const choose = (id) => () => {
        leave();
        post(`${path}/inline/choice`, { query_id, result_id: id }).catch(failed);
      };
      const start = () => {
        leave();
        send(`/start ${button.start_parameter}`);
      };
      const top = button?.start_parameter ? [row(button.text, "", start)] : [];
      list.replaceChildren(...top, ...results.map(({ id, title, description }) => row(title, description, choose(id))));
      list.hidden = list.children.length === 0;
    },
  };
}
