import { watch } from "./live.js";
import { count, format, text } from "./texts.js";

// The counters of the frame: unread, live sessions, rate and its curve. Others hear each item as "live:inbox".
const unread = document.querySelectorAll("[data-unread]");
const sessions = document.querySelectorAll("[data-live-sessions]");
const pill = document.querySelector("[data-live-pill]");
const rate = document.querySelector("[data-rate]");
const spark = document.querySelector("[data-spark]");
const Seconds = 60;
const history = new Array(Seconds).fill(0);
let current = 0;

function put(elements, number) {
  for (const element of elements) {
    element.hidden = number === 0;
    element.textContent = format(number);
  }
}

function draw() {
  const top = Math.max(...history, 1);
  const points = history.map((value, index) => `${(index / (Seconds - 1) * 220).toFixed(1)} ${(24 - value / top * 20).toFixed(1)}`);
  spark.querySelector(".curve").setAttribute("d", `M${points.join("L")}`);
  spark.querySelector(".area").setAttribute("d", `M${points.join("L")}L220 26L0 26Z`);
}

function perMinute() {
  const minute = Math.round(history.reduce((sum, value) => sum + value, 0));
  if (current >= 2) rate.textContent = text("perSecond", format(Math.round(current)));
  else rate.textContent = minute > 0 ? text("perMinute", format(minute)) : "";
}

watch("WatchInbox", () => [document.querySelector("[data-inbox]")?.dataset.filterInbox || null], item => {
  current = item.rate;
  history[Seconds - 1] += item.arrived;
  put(unread, item.unread);
  put(sessions, item.liveSessions);
  if (pill) {
    pill.hidden = item.liveSessions === 0;
    pill.querySelector("[data-live-count]").textContent = count("live", item.liveSessions);
  }
  document.dispatchEvent(new CustomEvent("live:inbox", { detail: item }));
});

if (spark && rate) {
  setInterval(() => {
    if (document.hidden) return;
    draw();
    perMinute();
  }, 1000);
  setInterval(() => {
    history.shift();
    history.push(0);
    if (history[Seconds - 2] === 0) current = 0;
  }, 1000);
}
