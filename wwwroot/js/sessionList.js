import { address, call, query } from "./api.js";
import { duration } from "./format.js";
import { watch } from "./live.js";
import { printableLine } from "./printable.js";
import { count, format, text } from "./texts.js";
import { show } from "./times.js";
import { toast } from "./toast.js";
import { drawWires, forgetWire } from "./wire.js";

// The list of sessions: newest first, refreshed when the server says that one began, went on or ended.
const template = document.getElementById("session-template");

function durationOf(element) {
  const { started, ended } = element.dataset;
  element.textContent = started && ended ? ` · ${duration(Number(ended) - Number(started))}` : "";
}

function fill(item, session, current, kept) {
  const row = item.querySelector("a");
  const part = name => row.querySelector(name);
  const worst = ["error", "warning", "info"].find(severity => session.lint.some(finding => finding.severity === severity));
  const code = session.worstReply ?? (session.endedBy === "quit" ? 221 : session.messageCount > 0 ? 250 : null);
  row.dataset.id = session.id;
  row.href = address(`/sessions/${session.id}${kept}`);
  if (session.id === current) row.setAttribute("aria-current", "true");
  part("[data-pulsing]").hidden = Boolean(session.endedAt || session.endedBy);
  part(".nm span").textContent = printableLine(session.client.helo ?? session.client.address);
  show(part("time"), session.startedAt);
  part("[data-address]").textContent = `${session.client.address}:${session.client.port}`;
  part("[data-mail]").textContent = session.messageCount === 0 ? text("noMail") : count("messages", session.messageCount);
  part("[data-duration]").dataset.started = Date.parse(session.startedAt);
  part("[data-duration]").dataset.ended = session.endedAt ? Date.parse(session.endedAt) : "";
  durationOf(part("[data-duration]"));
  part("[data-lint]").hidden = !worst;
  part("[data-lint]").className = `lint ${{ error: "k5", warning: "k4", info: "k3" }[worst] ?? ""}`;
  part("[data-lint]").textContent = session.lint.length;
  part("[data-code]").hidden = code === null;
  part("[data-code]").className = `code k${Math.trunc((code ?? 0) / 100)}`;
  part("[data-code]").textContent = code ?? "";
  part(".wire").dataset.wire = session.id;
}

export function sessionList(pane) {
  const list = pane.querySelector("[data-session-list]");
  const items = list.querySelector("ul");
  const pageSize = Number(pane.dataset.pageSize);
  const filter = { live: pane.dataset.show === "live" ? true : undefined, lint: pane.dataset.lint };
  const kept = query("", { show: pane.dataset.show, lint: pane.dataset.lint });
  const wanted = filter.lint?.toLowerCase();
  const matches = session => (!filter.live || !session.endedBy)
    && (!wanted || session.lint.some(finding => finding.id.toLowerCase() === wanted || finding.severity === wanted));
  let cursor = null;
  let loading = false;
  let ended = items.childElementCount < pageSize;

  const rowOf = id => items.querySelector(`a[data-id="${CSS.escape(id)}"]`)?.parentElement;

  function put(session) {
    const known = rowOf(session.id);
    const item = known ?? template.content.firstElementChild.cloneNode(true);
    fill(item, session, pane.dataset.current, kept);
    if (!known) items.prepend(item);
    forgetWire(session.id);
    drawWires(item);
    pane.querySelector("[data-empty]").hidden = true;
    return item;
  }

  async function more() {
    if (loading || ended || list.scrollHeight - list.scrollTop - list.clientHeight > 600) return;
    loading = true;
    try {
      // The first page came with the document, without its cursor.
      if (cursor === null) cursor = (await call("GET", query("/sessions", { ...filter, limit: items.childElementCount }))).next;
      if (cursor) {
        const page = await call("GET", query("/sessions", { ...filter, limit: pageSize, cursor }));
        for (const session of page.items) if (!rowOf(session.id)) items.append(put(session));
        cursor = page.next;
      }
      ended = !cursor;
    } catch (error) {
      toast(text("loadFailed", error.message));
      ended = true;
    }
    loading = false;
  }

  for (const element of items.querySelectorAll("[data-duration]")) durationOf(element);
  list.addEventListener("scroll", more, { passive: true });
  list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  watch("WatchSessions", () => [], item => {
    for (const session of item.sessions) if (matches(session) || rowOf(session.id)) put(session);
    for (const id of item.gone) rowOf(id)?.remove();
    if (!filter.live && !wanted && item.total !== null) pane.querySelector("[data-total]").textContent = format(item.total);
  });
}
