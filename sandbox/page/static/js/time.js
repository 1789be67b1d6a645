// Times in a person's language, and the live ones: <time class="tg-time" data-unix data-format>.

const DAY = 86400;
const UNITS = [
  ["day", DAY],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

const formatters = new Map();
function formatter(language, options) {
  const key = language + JSON.stringify(options);
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(language, options));
  return formatters.get(key);
}

export const clock = (unix, language) =>
  formatter(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(unix * 1000);

export const moment = (unix, language) =>
  formatter(language, { dateStyle: "long", timeStyle: "medium" }).format(unix * 1000);

export const dayKey = (unix) => new Date(unix * 1000).toDateString();

export function dayName(unix, texts, language) {
  const now = new Date();
  if (dayKey(unix) === now.toDateString()) return texts.today;
  if (dayKey(unix) === new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1).toDateString())
    return texts.yesterday;
  const year = new Date(unix * 1000).getFullYear() === now.getFullYear() ? undefined : "numeric";
  return formatter(language, { day: "numeric", month: "long", year }).format(unix * 1000);
}

function relative(unix, language) {
  const seconds = unix - Date.now() / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS[3];
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
}

// Formats of the Bot API: "r" is relative; else letters for weekday (w), date (d, long D) and time (t, long T).
export function live(unix, format, language) {
  if (format === "r") return relative(unix, language);
  if (!/^(?=.)w?[dD]?[tT]?$/.test(format)) return null;
  const options = { hourCycle: "h23" };
  if (format.includes("w")) options.weekday = "long";
  if (/d/i.test(format))
    Object.assign(options, { year: "numeric", day: "numeric", month: format.includes("D") ? "long" : "numeric" });
  if (/t/i.test(format))
    Object.assign(options, {
      hour: "2-digit",
      minute: "2-digit",
      second: format.includes("T") ? "2-digit" : undefined,
    });
  return formatter(language, options).format(unix * 1000);
}

export function refreshTimes(root) {
  for (const element of root.querySelectorAll("time.tg-time")) {
    const text = live(Number(element.dataset.unix), element.dataset.format, element.dataset.language);
    if (text !== null && element.textContent !== text) element.textContent = text;
  }
}
