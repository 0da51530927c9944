import { arrivals } from "./arrivals.js";
import { call, query } from "./api.js";
import { bind } from "./keys.js";
import { VirtualList } from "./list.js";
import { actions } from "./message.js";
import { reader } from "./reader.js";
import { messageRow } from "./row.js";
import { text } from "./texts.js";
import { toast } from "./toast.js";

// The inbox: the list, what arrives in it, and the opened message.
const pane = document.querySelector("[data-inbox]");
const scroller = document.getElementById("messages");
const list = new VirtualList(scroller, scroller.querySelector(".pad"));
const filter = { inbox: pane.dataset.filterInbox, subject: pane.dataset.filterSubject, lint: pane.dataset.filterLint, parameter: pane.dataset.filterParameter };
const pageSize = Number(pane.dataset.pageSize);
const open = reader(list);

/** Summaries that match what the list shows. */
const fetchRows = async parameters => (await call("GET", query("/messages", { ...filter, limit: pageSize, ...parameters }))).items.map(messageRow);

let loading = false;
let ended = list.rows.length < pageSize;
async function more() {
  if (loading || ended || !list.oldest || list.below > 800) return;
  loading = true;
  try {
    const rows = await fetchRows({ before: list.oldest });
    ended = rows.length < pageSize;
    list.append(rows);
  } catch (error) {
    toast(text("loadFailed", error.message));
    ended = true;
  }
  loading = false;
  more();
}

function step(by) {
  const rows = list.rows;
  const at = rows.findIndex(row => row.dataset.id === open.current);
  const next = at < 0 ? rows[by > 0 ? 0 : rows.length - 1] : rows[Math.min(rows.length - 1, Math.max(0, at + by))];
  if (next && next.dataset.id !== open.current) {
    open.show(next);
    list.reveal(next);
  }
}

scroller.addEventListener("scroll", more, { passive: true });
scroller.addEventListener("click", event => {
  const row = event.target.closest(".row");
  if (!row || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open.show(row);
});
scroller.addEventListener("keydown", event => {
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -1e9, End: 1e9 }[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  step(by);
});
bind("j", () => step(1));
bind("k", () => step(-1));
bind("Enter", event => {
  if (event.target !== scroller && event.target !== document.body) return false;
  document.querySelector("[data-message-pane] [role=tab][aria-selected=true]")?.focus();
  return true;
});
document.addEventListener("click", event => {
  if (event.target.closest("[data-previous]")) step(-1);
  if (event.target.closest("[data-next]")) step(1);
});
arrivals(list, pane, filter, fetchRows, () => { ended = false; });
actions(list, open);
more();
