import { announce } from "./announce.js";
import { messageRow } from "./row.js";
import { count, format } from "./texts.js";
import { toast } from "./toast.js";

// What arrives while the list is open. At the top it slides in; further down, held, or under flood it waits behind a button.
const FloodFrom = 50;
const FloodUntil = 20;
const Calm = 3000;
const FloodPaint = 250;

export function arrivals(list, pane, filter, fetchRows, restarted) {
  const total = pane.querySelector("[data-total]");
  const pill = pane.querySelector("[data-pill]");
  const empty = pane.querySelector("[data-empty]");
  const hold = pane.querySelector("[data-hold]");
  const flood = pane.querySelector("[data-flood]");
  let waiting = 0;
  let unsaid = 0;
  let calmSince = 0;
  let paintedAt = 0;
  let fetching = false;

  // The server tells of every arrival in an inbox; which of them match anything more, only the list's own filter knows.
  const narrowed = Boolean(filter.subject || filter.lint || filter.parameter);

  const held = () => hold.ariaPressed === "true";
  const flooded = () => !flood.hidden;

  function showWaiting() {
    pill.hidden = waiting === 0 || flooded();
    pill.querySelector("span").textContent = count("new", waiting);
  }

  async function newest() {
    if (fetching) return;
    fetching = true;
    waiting = 0;
    try {
      list.replace(await fetchRows({}));
      restarted();
      list.toTop();
      empty.hidden = list.rows.length > 0;
    } finally {
      fetching = false;
    }
    showWaiting();
  }

  function insert(rows) {
    for (const row of rows) row.classList.add("new");
    list.prepend(rows);
    empty.hidden = list.rows.length > 0;
  }

  async function matching() {
    const before = list.rows.length;
    insert(await fetchRows(list.newest ? { since: list.newest } : {}));
    return list.rows.length - before;
  }

  function surge(item) {
    const now = performance.now();
    if (item.rate > FloodFrom) flood.hidden = false;
    if (item.rate > FloodUntil) calmSince = now;
    if (!flooded()) return;
    if (now - calmSince > Calm) leave();
    else if (now - paintedAt > FloodPaint) {
      paintedAt = now;
      flood.querySelector("[data-flood-rate]").textContent = format(Math.round(item.rate));
      flood.querySelector("[data-flood-waiting]").textContent = count("waiting", waiting);
    }
  }

  function leave() {
    flood.hidden = true;
    if (list.atTop && !held()) newest();
    else showWaiting();
  }

  async function arrive(item) {
    const plain = !narrowed;
    if (held() || flooded() || document.hidden || !list.atTop) {
      waiting += plain ? item.arrived : 0;
      return showWaiting();
    }
    if (!plain) return matching();
    if (waiting > 0 || item.arrived > item.head.length) return newest();
    insert(item.head.map(messageRow));
    return undefined;
  }

  document.addEventListener("live:inbox", ({ detail: item }) => {
    if (!narrowed) total.textContent = format(item.total);
    for (const id of item.deleted) list.remove(id);
    surge(item);
    if (item.arrived === 0) return;
    arrive(item);
    unsaid += item.arrived;
    announce(() => {
      const sentence = count("newMessages", unsaid);
      unsaid = 0;
      return sentence;
    });
  });
  document.addEventListener("live:up", async ({ detail }) => {
    if (!detail.again) return;
    const before = list.newest;
    const missed = before ? await fetchRows({ since: before, limit: 500 }) : await fetchRows({});
    if (missed.length === 0) return;
    toast(count("away", missed.length));
    if (list.atTop && !held()) insert(missed);
    else {
      waiting += missed.length;
      showWaiting();
    }
  });
  setInterval(() => { if (flooded() && performance.now() - calmSince > Calm) leave(); }, 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && waiting > 0 && list.atTop && !held()) newest(); });
  document.getElementById("messages").addEventListener("scroll", () => {
    if (waiting > 0 && list.atTop && !held() && !flooded()) newest();
  }, { passive: true });
  pill.addEventListener("click", newest);
  pane.querySelector("[data-newest]").addEventListener("click", newest);
  hold.addEventListener("click", () => {
    hold.ariaPressed = String(!held());
    if (!held() && waiting > 0 && list.atTop) newest();
  });
  return { newest };
}
