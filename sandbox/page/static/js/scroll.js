// Scrolling as in Telegram: stays at the end, stays put when one reads up, and counts what came meanwhile.

const NEAR = 48;

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

  let height = 0; // A scroll event that only comes from a new height says nothing about what the reader wants.
  scroller.addEventListener("scroll", () => {
    if (height !== scroller.scrollHeight + scroller.clientHeight) return;
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    show();
  }, { passive: true });
  const keep = new ResizeObserver(() => {
    height = scroller.scrollHeight + scroller.clientHeight;
    if (atEnd) toEnd();
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
