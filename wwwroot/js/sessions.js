import { address } from "./api.js";
import { explain } from "./explain.js";
import { bind } from "./keys.js";
import { liveSession } from "./liveSession.js";
import { sessionList } from "./sessionList.js";
import { Transcript } from "./transcript.js";
import { drawWires } from "./wire.js";

// The sessions: the list, and the transcript of one, which grows while the client types.
sessionList(document.querySelector("[data-sessions]"));
drawWires(document);

const box = document.querySelector("[data-transcript]");
if (box) start();

function start() {
  const id = box.dataset.transcript;
  const session = JSON.parse(document.getElementById("session-data").textContent);
  const transcript = new Transcript(box, document.querySelector("[data-phases]"), session.lint);
  const shown = () => [...box.querySelectorAll(".ln")].filter(line => !line.hidden);
  let chosen = null;

  function choose(line, reveal = true) {
    if (!line) return;
    if (chosen) chosen.ariaSelected = "false";
    chosen = line;
    line.ariaSelected = "true";
    box.setAttribute("aria-activedescendant", line.id);
    if (reveal) line.scrollIntoView({ block: "nearest" });
    const url = new URL(location.href);
    url.searchParams.set("line", line.dataset.n);
    history.replaceState({}, "", url);
    explain(address(`/sessions/${id}/${line.dataset.n}`), line);
  }

  function step(by) {
    const lines = shown();
    const at = lines.indexOf(chosen);
    choose(lines[Math.min(lines.length - 1, Math.max(0, at < 0 ? 0 : at + by))]);
  }

  function only(kind) {
    for (const button of document.querySelectorAll("[data-only]")) button.ariaPressed = String(button.dataset.only === kind);
    box.dataset.show = kind;
    for (const line of box.querySelectorAll(".ln")) line.hidden = !matches(line, kind);
    for (const phase of box.querySelectorAll(".ph")) phase.hidden = kind === "lint";
  }

  const matches = (line, kind) => kind === "" || (kind === "lint" ? Boolean(line.querySelector(".lint")) : line.dataset.from === kind);

  box.addEventListener("click", event => {
    if (event.target.closest(".inline-x")) return;
    const line = event.target.closest(".ln");
    if (event.target.closest(".mlink")) location.assign(address(`/inbox/${line.dataset.message}`));
    else choose(line);
  });
  box.addEventListener("keydown", event => {
    const by = { ArrowDown: 1, ArrowUp: -1, Home: -1e9, End: 1e9 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  });
  document.querySelector("[data-line-filter]").addEventListener("click", event => {
    const button = event.target.closest("[data-only]");
    if (button) only(button.dataset.only);
  });
  bind("j", () => step(1));
  bind("k", () => step(-1));
  bind("n", () => {
    const lines = shown();
    const from = lines.indexOf(chosen) + 1;
    choose([...lines.slice(from), ...lines].find(line => line.querySelector(".lint")));
  });
  bind("o", () => {
    const message = chosen?.dataset.message ?? session.messages[0];
    if (message) location.assign(address(`/inbox/${message}`));
  });
  bind("c", () => document.querySelector("[data-format=swaks]")?.click());

  transcript.add(JSON.parse(document.getElementById("line-data").textContent));
  liveSession(id, box, transcript, line => { line.hidden = !matches(line, box.dataset.show ?? ""); });
  firstChoice(session);

  function firstChoice() {
    const parameters = new URLSearchParams(location.search);
    const wanted = parameters.get("line") ?? transcript.lines.findLast(line => line.reply && line.messageId && line.messageId === parameters.get("message"))?.n;
    const bad = transcript.lines.find(line => line.reply?.class >= 4)?.n;
    const n = wanted ?? (box.dataset.live === "true" ? null : bad ?? transcript.lines.find(line => line.reply)?.n);
    if (n) choose(transcript.element(n), Boolean(wanted ?? bad));
  }
}
