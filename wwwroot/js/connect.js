import { address } from "./api.js";
import { watch } from "./live.js";
import { printableLine } from "./printable.js";
import { text } from "./texts.js";

// The Connect page: the snippets, and the four steps that light up as the first mail comes in.
const page = document.querySelector("[data-connect]");
const tabs = [...page.querySelectorAll("[role=tab]")];
const first = page.dataset.first === "true";

function choose(tab) {
  for (const other of tabs) {
    other.ariaSelected = String(other === tab);
    other.tabIndex = other === tab ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls")).hidden = other !== tab;
  }
  tab.focus();
}

page.querySelector("[role=tablist]").addEventListener("click", event => {
  const tab = event.target.closest("[role=tab]");
  if (tab) choose(tab);
});
page.querySelector("[role=tablist]").addEventListener("keydown", event => {
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  choose(tabs[(tabs.findIndex(tab => tab.ariaSelected === "true") + by + tabs.length) % tabs.length]);
});

const steps = ["listening", "connection", "greeting", "message"];
function reach(name, note) {
  const at = steps.indexOf(name);
  for (const [index, step] of steps.entries()) {
    const element = page.querySelector(`[data-step=${step}]`);
    if (index <= at) element.className = "done";
    else if (index === at + 1 && element.className !== "done") element.className = "now";
    element.toggleAttribute("aria-current", element.className === "now");
    if (element.className === "now") element.setAttribute("aria-current", "step");
  }
  if (note) page.querySelector(`[data-step=${name}] p`).textContent = note;
}

watch("WatchSessions", () => [], ({ sessions }) => {
  for (const session of sessions) {
    reach("connection", text("from", session.client.address));
    if (session.client.helo) reach("greeting", text("greeted", printableLine(session.client.helo)));
  }
});
document.addEventListener("live:inbox", ({ detail }) => {
  if (detail.arrived === 0 || detail.head.length === 0) return;
  reach("message");
  if (first) location.assign(address(`/inbox/${detail.head.at(-1).id}`));
});
