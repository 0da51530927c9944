import { retry } from "./live.js";
import { text } from "./texts.js";
import { clockTime } from "./times.js";

// The state of the live connection in the frame: the banner and the listener's card.
const banner = document.querySelector("[data-disconnected]");
const pulse = document.querySelector("[data-pulse]");
const listening = document.querySelector("[data-listening]");
const rate = document.querySelector("[data-rate]");
let patience = 0;

document.addEventListener("live:down", ({ detail }) => {
  // The first try follows at once; a blink is not worth a banner.
  clearTimeout(patience);
  patience = setTimeout(() => {
    banner.hidden = false;
    banner.querySelector("[data-disconnected-text]").textContent = text("stale", clockTime(new Date(detail.since)));
    pulse?.classList.add("warn");
    if (listening) listening.textContent = text("reconnecting");
    if (rate) rate.textContent = text("attempt", detail.attempt, detail.seconds);
  }, detail.attempt > 1 ? 0 : 500);
});
document.addEventListener("live:up", () => {
  clearTimeout(patience);
  banner.hidden = true;
  pulse?.classList.remove("warn");
  if (listening) listening.textContent = text("listening");
  if (rate) rate.textContent = "";
});
banner.querySelector("[data-retry]").addEventListener("click", retry);
