// The server's HTML, built again from a short list of tags and attributes. Whatever is not on it becomes its text.

const TAGS = new Set(["B", "I", "U", "S", "CODE", "PRE", "BLOCKQUOTE", "A", "SPAN", "TIME"]);
const CLASSES = new Set(["tg-spoiler", "tg-command", "tg-time"]);
const BLOCKS = "blockquote, pre";

export function safeFragment(html) {
  const source = new DOMParser().parseFromString(html, "text/html").body; // Inert: nothing in it runs or loads.
  const fragment = document.createDocumentFragment();
  copyInto(fragment, source);
  trimAroundBlocks(fragment);
  return fragment;
}

export const safeLink = (href) => /^(https?|tg|mailto|tel):/i.test(href ?? "");

function copyInto(target, source) {
  for (const node of source.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) target.append(node.data);
    else if (node.nodeType === Node.ELEMENT_NODE) {
      const element = TAGS.has(node.tagName) ? target.appendChild(copyElement(node)) : target;
      copyInto(element, node);
    }
  }
}

function copyElement(node) {
  const element = document.createElement(node.tagName);
  const name = [...node.classList].find((name) => CLASSES.has(name));
  if (name) element.className = name;
  if (node.tagName === "BLOCKQUOTE" && node.hasAttribute("expandable")) element.setAttribute("expandable", "");
  if (node.tagName === "A" && safeLink(node.getAttribute("href"))) {
    element.href = node.getAttribute("href");
    element.target = "_blank";
    element.rel = "noopener noreferrer";
  }
  if (name === "tg-time") {
    element.dataset.unix = String(Number(node.dataset.unix) || 0);
    element.dataset.format = node.dataset.format ?? "";
  }
  return element;
}

// A block breaks the line by itself, so the line break that Telegram's text has beside it would be one too many.
function trimAroundBlocks(fragment) {
  for (const block of fragment.querySelectorAll(BLOCKS)) {
    const { previousSibling: before, nextSibling: after } = block;
    if (before?.nodeType === Node.TEXT_NODE) before.data = before.data.replace(/\n$/, "");
    if (after?.nodeType === Node.TEXT_NODE) after.data = after.data.replace(/^\n/, "");
  }
}
