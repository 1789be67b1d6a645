// Scrolling as in Telegram: stays at the end, stays put when one reads up, and counts what came meanwhile.

const NEAR = 48;
const DAY_MS = 1500;

export function makeScroll(phone) {
  const scroller = phone.querySelector(".scroller");
  const jump = phone.querySelector(".jump");
  const badge = phone.querySelector(".badge");
  let atEnd = true;
  let unread = 0;

  const toEnd = (smooth = false) => {
    atEnd = true;
    scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    show();
  };
  const show = () => {
    if (atEnd) unread = 0;
    jump.hidden = atEnd;
    badge.hidden = unread === 0;
    badge.textContent = unread;
  };

  // The day at the top is shown over the messages while one scrolls, and then goes.
  let fading = 0;
  const markDays = () => {
    const top = scroller.getBoundingClientRect().top + 9;
    for (const day of scroller.querySelectorAll(".day")) {
      day.classList.toggle(
        "stuck",
        day.getBoundingClientRect().top < top && day.parentElement.getBoundingClientRect().top < top - 9,
      );
    }
  };
  const showDays = () => {
    scroller.classList.add("scrolling");
    clearTimeout(fading);
    fading = setTimeout(() => scroller.classList.remove("scrolling"), DAY_MS);
  };

  // Only a move up leaves the end. The browser too moves the view while messages come in, which leaves nothing.
  let top = 0;
  let height = 0;
  const remember = () => {
    top = scroller.scrollTop;
    height = scroller.scrollHeight;
  };
  scroller.addEventListener(
    "scroll",
    () => {
      markDays();
      if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR) atEnd = true;
      else if (scroller.scrollTop < top && scroller.scrollHeight === height) atEnd = false;
      if (scroller.scrollTop < top) showDays();
      remember();
      show();
    },
    { passive: true },
  );
  const keep = new ResizeObserver(() => {
    if (atEnd) toEnd();
    remember();
    markDays();
  });
  keep.observe(scroller);
  keep.observe(scroller.firstElementChild);
  const smooth = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;
  jump.addEventListener("click", () => toEnd(smooth()));

  return {
    toEnd,
    arrived() {
      if (!atEnd) unread += 1;
      show();
    },
    goTo(element) {
      element.scrollIntoView({ block: "center", behavior: smooth() ? "smooth" : "instant" });
    },
  };
}
