import { call } from "./api.js";
import { bind } from "./keys.js";
import { watch } from "./live.js";
import { count, format, language, text } from "./texts.js";
import { printableLine } from "./printable.js";
import { toast } from "./toast.js";

// The lines of a session as they pass, each the moment it did. Following stops when the reader scrolls up.
const PageSize = 500;

export function liveSession(id, box, transcript, added) {
  const scroller = document.querySelector("[data-transcript-scroll]");
  const follow = document.querySelector("[data-follow]");
  const resume = document.querySelector("[data-resume]");
  const live = box.dataset.live === "true";
  let following = live;
  let catching = null;

  const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 24;
  const toEnd = () => { scroller.scrollTop = scroller.scrollHeight; };

  function setFollowing(on) {
    following = on;
    follow.ariaPressed = String(on);
    resume.hidden = on || box.dataset.live !== "true";
    if (on) toEnd();
  }

  function add(lines) {
    const known = box.childElementCount;
    transcript.add(lines);
    for (let at = known; at < box.childElementCount; at++) if (box.children[at].classList.contains("ln")) added(box.children[at]);
    if (following) toEnd();
  }

  /** Fetches the lines between the last shown and the end that the page did not bring. */
  async function catchUp() {
    for (;;) {
      const page = await call("GET", `/sessions/${id}/lines?after=${transcript.last}&limit=${PageSize}&lang=${language}`);
      const lines = page.items ?? page;
      add(lines);
      if (lines.length < PageSize) return;
    }
  }

  function facts(session) {
    const put = (name, value) => { document.querySelector(name).textContent = value; };
    put("[data-helo]", printableLine(session.client.helo ?? session.client.address));
    if (session.client.auth) put("[data-user]", printableLine(session.client.auth.user));
    put("[data-octets]", `${format(session.octetsIn)} / ${format(session.octetsOut)}`);
    put("[data-commands]", format(session.commands));
    put("[data-finding-count]", session.lint.length > 0 ? format(session.lint.length) : "");
    transcript.report(session.lint);
    const first = document.querySelector("[data-first-message]");
    first.hidden = session.messages.length === 0;
    if (session.messages.length > 0) {
      first.href = new URL(`../inbox/${session.messages[0]}`, location.href);
      first.querySelector("span").textContent = count("messages", session.messageCount);
    }
    if (session.endedBy) end(session.endedBy);
  }

  function end(by) {
    box.dataset.live = "false";
    document.querySelector("[data-live-mark]").hidden = true;
    document.querySelector("[data-ended-mark]").hidden = false;
    document.querySelector("[data-ended-by]").textContent = text(`ended.${by}`);
    document.querySelector("[data-waiting]").hidden = true;
    follow.hidden = true;
    resume.hidden = true;
  }

  async function next(item) {
    if (catching) await catching;
    if (item.lines.length > 0 && item.lines[0].n > transcript.last + 1) {
      const missed = item.lines[0].n - transcript.last - 1;
      catching = catchUp();
      await catching;
      catching = null;
      if (item.missed > 0) toast(count("missed", missed));
    }
    add(item.lines);
    if (item.session) facts(item.session);
  }

  scroller.addEventListener("scroll", () => { if (following !== atEnd() && box.dataset.live === "true") setFollowing(atEnd()); }, { passive: true });
  follow.addEventListener("click", () => setFollowing(!following));
  resume.addEventListener("click", () => setFollowing(true));
  bind("f", () => { if (box.dataset.live === "true") setFollowing(!following); });
  if (live) {
    toEnd();
    watch("WatchSession", () => [id, transcript.last], next);
  } else {
    catching = catchUp().finally(() => { catching = null; });
  }
}
