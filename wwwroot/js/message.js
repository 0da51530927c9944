import { ApiError, call } from "./api.js";
import { bind } from "./keys.js";
import { isUp } from "./live.js";
import { prepareSource, showOctet } from "./source.js";
import { text } from "./texts.js";
import { toast } from "./toast.js";
import { messageTranscript } from "./transcript.js";
import { drawWires } from "./wire.js";

// The opened message: its tabs, the preview's size and colours, and what can be done with it.
const pane = document.querySelector("[data-message-pane]");
const preview = { viewport: "full", scheme: "light" };
let chosen = new URLSearchParams(location.search).get("tab");

/** The tab the reader chose, kept while walking the list. */
export const wantedTab = () => chosen;

const tabs = () => [...pane.querySelectorAll("[role=tab]")];

function select(tab, focus) {
  for (const other of tabs()) {
    const current = other === tab;
    other.ariaSelected = String(current);
    other.tabIndex = current ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls")).hidden = !current;
  }
  if (focus) tab.focus();
  if (tab.dataset.tab === "source") prepareSource(pane);
  if (tab.dataset.tab === "session") messageTranscript(pane);
  showWidth();
}

/** Shows the tab that the address names. */
export function rememberTab() {
  chosen = new URLSearchParams(location.search).get("tab");
  const tab = tabs().find(one => one.dataset.tab === chosen) ?? tabs()[0];
  if (tab) select(tab, false);
}

function choose(tab, focus = true) {
  chosen = tab.dataset.tab;
  const url = new URL(location.href);
  url.searchParams.set("tab", chosen);
  history.replaceState({}, "", url);
  select(tab, focus);
}

/** Goes to what a finding is about: an octet of the source, or a part. */
function show({ goTab, goOffset, goPart }) {
  const tab = tabs().find(one => one.dataset.tab === goTab);
  if (!tab) return;
  choose(tab);
  if (goOffset) showOctet(pane, Number(goOffset));
  for (const part of pane.querySelectorAll("[data-part]")) {
    part.classList.toggle("at", part.dataset.part === goPart);
    if (part.dataset.part === goPart) part.scrollIntoView({ block: "center" });
  }
}

function showWidth() {
  const frame = pane.querySelector("iframe");
  const label = pane.querySelector("[data-width]");
  if (frame && label) requestAnimationFrame(() => { label.textContent = frame.clientWidth > 0 ? `${frame.clientWidth} px` : ""; });
}

function applyPreview() {
  const device = pane.querySelector("[data-device]");
  if (!device) return;
  device.className = `device ${preview.viewport} ${preview.scheme}`;
  for (const button of pane.querySelectorAll("[data-viewport]")) button.ariaPressed = String(button.dataset.viewport === preview.viewport);
  for (const button of pane.querySelectorAll("[data-scheme]")) button.ariaPressed = String(button.dataset.scheme === preview.scheme);
  setTimeout(showWidth, 250);
  showWidth();
}

/** Makes a message that has just been put into the page work. */
export function prepare(message) {
  applyPreview();
  drawWires(message);
  const current = tabs().find(tab => tab.ariaSelected === "true");
  if (current) select(current, false);
}

async function change(action, failure) {
  if (!isUp()) return toast(text("offline"));
  try {
    await action();
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) toast(text(failure));
  }
}

/** Deletes, marks, downloads. */
export function actions(list, open) {
  const remove = () => open.current && change(async () => {
    const id = open.current;
    const at = list.rows.findIndex(row => row.dataset.id === id);
    const next = list.rows[at + 1] ?? list.rows[at - 1];
    await call("DELETE", `/messages/${id}`);
    list.remove(id);
    toast(text("deleted"));
    if (next) await open.show(next);
    else location.assign(document.querySelector("[data-back]").href);
  }, "deleteFailed");
  const unread = () => open.current && change(async () => {
    await call("PATCH", `/messages/${open.current}`, { read: false });
    list.find(open.current)?.classList.add("unread");
  }, "markFailed");

  bind("#", remove);
  bind("Delete", remove);
  bind("u", unread);
  bind("e", () => pane.querySelector("[data-eml]")?.click());
  pane.addEventListener("click", event => {
    if (event.target.closest("[data-delete]")) remove();
    if (event.target.closest("[data-mark-unread]")) unread();
  });
}

pane?.addEventListener("click", event => {
  const tab = event.target.closest("[role=tab]");
  if (tab && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    choose(tab);
  }
  const go = event.target.closest("[data-go-tab]");
  if (go && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    show(go.dataset);
  }
  const { viewport, scheme } = event.target.closest("[data-viewport], [data-scheme]")?.dataset ?? {};
  if (viewport) preview.viewport = viewport;
  if (scheme) preview.scheme = scheme;
  if (viewport || scheme) applyPreview();
});
pane?.addEventListener("keydown", event => {
  if (event.target.role !== "tab") return;
  const all = tabs();
  const at = all.indexOf(event.target);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  choose(all[(next + all.length) % all.length]);
});
for (let digit = 1; digit <= 8; digit++) bind(String(digit), () => { if (tabs()[digit - 1]) choose(tabs()[digit - 1]); });
bind("v", () => {
  const order = ["full", "tablet", "phone"];
  preview.viewport = order[(order.indexOf(preview.viewport) + 1) % order.length];
  applyPreview();
});
bind("d", () => {
  preview.scheme = preview.scheme === "dark" ? "light" : "dark";
  applyPreview();
});
