import { call } from "./api.js";
import { isUp } from "./live.js";
import { prepare, rememberTab, wantedTab } from "./message.js";
import { fetchPane } from "./pane.js";
import { text } from "./texts.js";
import { toast } from "./toast.js";

// Opens messages beside the list: the address changes, the page does not.
const pane = document.querySelector("[data-message-pane]");
const page = document.getElementById("main");
const listTitle = document.title;
const ReadAfter = 600;

export function reader(list) {
  const state = { current: pane.querySelector("[data-message]")?.dataset.message ?? null, show, clear, load };
  let pending;
  let timer = 0;

  function mark() {
    for (const row of list.rows) {
      const open = row.dataset.id === state.current;
      row.classList.toggle("cur", open);
      row.ariaSelected = String(open);
    }
    const scroller = document.getElementById("messages");
    if (state.current && list.has(state.current)) scroller.setAttribute("aria-activedescendant", `m-${state.current}`);
    else scroller.removeAttribute("aria-activedescendant");
  }

  function read() {
    clearTimeout(timer);
    const message = pane.querySelector("[data-message]");
    if (!message || message.dataset.read === "true") return;
    const id = message.dataset.message;
    timer = setTimeout(async () => {
      if (!isUp() || document.hidden) return;
      try {
        await call("PATCH", `/messages/${id}`, { read: true });
        message.dataset.read = "true";
        list.find(id)?.classList.remove("unread");
      } catch (error) {
        if (error.status !== 404) toast(text("markFailed"));
      }
    }, ReadAfter);
  }

  function put(element) {
    pane.replaceChildren(element);
    document.title = element.dataset.title ? `${element.dataset.title} · MailSink` : listTitle;
    if (element.dataset.message) prepare(element);
    mark();
    read();
  }

  async function load(url, id) {
    pending?.abort();
    pending = new AbortController();
    state.current = id;
    mark();
    page.classList.add("reading");
    const slow = setTimeout(() => pane.classList.add("loading"), 150);
    try {
      put(await fetchPane(url, "message", pending.signal));
    } catch (status) {
      put(document.getElementById(status === 404 ? "gone-template" : "failed-template").content.firstElementChild.cloneNode(true));
      pane.querySelector("[data-again]")?.addEventListener("click", () => load(url, id));
    } finally {
      clearTimeout(slow);
      pane.classList.remove("loading");
    }
  }

  function show(row) {
    const url = new URL(row.href);
    if (wantedTab()) url.searchParams.set("tab", wantedTab());
    history.pushState({}, "", url);
    return load(url, row.dataset.id);
  }

  function clear() {
    state.current = null;
    mark();
    page.classList.remove("reading");
    document.title = listTitle;
    document.getElementById("messages").focus();
  }

  addEventListener("popstate", () => {
    const id = location.pathname.match(/\/inbox\/([^/]+)$/)?.[1];
    if (id && id !== state.current) load(location.href, id);
    else if (!id) clear();
    else rememberTab();
  });
  document.addEventListener("click", event => {
    const back = event.target.closest("[data-back]");
    if (!back || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    history.pushState({}, "", back.href);
    clear();
  });

  const first = pane.querySelector("[data-message]");
  if (first) prepare(first);
  mark();
  read();
  return state;
}
