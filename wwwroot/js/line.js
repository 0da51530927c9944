import { duration, offset } from "./format.js";
import { printableLine } from "./printable.js";
import { count, text } from "./texts.js";

// One line of a transcript.
const template = document.getElementById("line-template");
const lint = document.getElementById("lint-template");
const link = document.getElementById("mlink-template");
const Slow = 150;
const VerySlow = 1000;
const arrows = { client: "#i-arrR", server: "#i-arrL" };
const severities = { error: ["k5", "#i-err"], warning: ["k4", "#i-warn"], info: ["k3", "#i-info"] };

function bold(content) {
  const element = document.createElement("span");
  element.className = "v";
  element.textContent = content;
  return element;
}

/** The text with its verb or code bold and what is masked marked. */
function body(line) {
  const value = printableLine(line.shown ?? line.text);
  if (line.note === "content") return [`${text("data")} · ${count("octets", line.octets)}`];
  if (line.from === "event") return [value];
  const head = line.from === "server" ? /^\d{3}/.exec(value)?.[0] : /^([A-Za-z0-9]+|\.$)/.exec(value)?.[0];
  const rest = value.slice(head?.length ?? 0);
  const mask = rest.indexOf("•••");
  const tail = mask < 0 ? [rest] : [rest.slice(0, mask), secret(), rest.slice(mask + 3)];
  return head ? [bold(head), ...tail] : tail;
}

function secret() {
  const element = document.createElement("span");
  element.className = "secret";
  element.textContent = "•••";
  return element;
}

function badge(finding) {
  const element = lint.content.firstElementChild.cloneNode(true);
  const [look, icon] = severities[finding.severity] ?? severities.info;
  element.classList.add(look);
  element.title = finding.title;
  element.querySelector("use").setAttribute("href", icon);
  element.querySelector("span").textContent = finding.id;
  return element;
}

/** Makes the element of a line; gap is the time since the line before, in milliseconds. */
export function lineElement(line, gap, findings) {
  const element = template.content.firstElementChild.cloneNode(true);
  const part = name => element.querySelector(name);
  const letter = line.note === "content" ? "D" : line.note === "fault" ? "F" : { client: "C", server: "S", event: "E" }[line.from];
  element.classList.add(letter);
  if (line.reply) element.classList.add(`k${line.reply.class}`);
  element.id = `line-${line.n}`;
  element.dataset.n = line.n;
  element.dataset.from = line.from;
  element.dataset.at = line.at;
  const carries = line.messageId && line.reply?.code === 250 && (line.command === "DATA" || line.command === "BDAT");
  if (line.messageId) element.dataset.message = line.messageId;
  part(".t").textContent = offset(line.at);
  const bar = part(".dt i");
  bar.style.width = `${gap < 1 ? 0 : Math.min(34, 3 + Math.log10(gap + 1) * 9).toFixed(0)}px`;
  bar.className = gap > VerySlow ? "vslow" : gap > Slow ? "slow" : "";
  part(".dt").title = `Δ ${duration(gap)}`;
  part(".dir .sr").textContent = `${letter === "D" ? text("data") : text(line.from)}: `;
  part(".dir use").setAttribute("href", letter === "D" ? "#i-file" : letter === "F" ? "#i-bolt" : arrows[line.from] ?? "#i-info");
  part(".b").append(...body(line));
  part(".bd").append(...findings.map(badge));
  if (carries) {
    const to = link.content.firstElementChild.cloneNode(true);
    to.querySelector("span").textContent = text("message");
    part(".bd").append(to);
  }
  return element;
}

/** Adds a finding that came after its line. */
export function addFinding(element, finding) {
  element.querySelector(".bd").append(badge(finding));
}
