import { language } from "./texts.js";

// The server writes UTC; here every <time data-time> is rewritten in the viewer's zone.
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const precise = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3, hourCycle: "h23" });
const far = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" });
const day = new Intl.DateTimeFormat(language, { month: "short", day: "numeric" });

export const clockTime = date => clock.format(date);

/** Writes an instant into a <time>: the time today, else the date; both, and the year, where it says that it may be far away. */
export function show(element, instant) {
  const at = new Date(instant);
  const today = at.toDateString() === new Date().toDateString();
  const kind = element.dataset.time;
  element.dateTime = at.toISOString();
  element.title = at.toISOString();
  if (kind === "far") element.textContent = (today ? clock : far).format(at);
  else element.textContent = kind === "precise" ? `${today ? "" : `${day.format(at)} `}${precise.format(at)}` : (today ? clock : day).format(at);
}

/** Rewrites all times below an element. */
export function localise(root) {
  for (const element of root.querySelectorAll("time[data-time]")) show(element, element.dateTime);
}
