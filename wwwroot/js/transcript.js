import { call } from "./api.js";
import { addFinding, lineElement } from "./line.js";
import { drawPhases, phaseOf } from "./phases.js";
import { text } from "./texts.js";
import { toast } from "./toast.js";

const separator = document.getElementById("phase-template");

/** A transcript in the page: lines are added at its end and never change. */
export class Transcript {
  #box;
  #bar;
  #phases = [];
  #before = 0;
  #findings;
  lines = [];

  constructor(box, bar, findings) {
    this.#box = box;
    this.#bar = bar;
    this.#findings = [...findings];
  }

  get last() { return this.lines.at(-1)?.n ?? 0; }

  /** Adds the lines that follow the last; what is known already is left out. */
  add(lines) {
    const parts = [];
    for (const line of lines) {
      if (line.n <= this.last) continue;
      const phase = phaseOf(line, this.#phases.at(-1)?.name ?? null);
      if (phase && phase !== this.#phases.at(-1)?.name) parts.push(this.#begin(phase, line.at));
      parts.push(lineElement(line, line.at - this.#before, this.#findings.filter(finding => finding.line === line.n)));
      this.#before = line.at;
      this.lines.push(line);
    }
    this.#box.append(...parts);
    if (this.#bar && parts.length > 0) drawPhases(this.#bar, this.#phases, this.#before);
  }

  /** Adds findings; those known already are left out. */
  report(findings) {
    for (const finding of findings) {
      if (this.#findings.some(known => known.id === finding.id && known.line === finding.line)) continue;
      this.#findings.push(finding);
      const element = finding.line && this.element(finding.line);
      if (element) addFinding(element, finding);
    }
  }

  element(n) { return document.getElementById(`line-${n}`); }

  #begin(name, at) {
    const element = separator.content.firstElementChild.cloneNode(true);
    element.textContent = text(`phase.${name}`);
    this.#phases.push({ name, at, element });
    return element;
  }
}

/** Fills the session tab of a message when it is first shown. */
export async function messageTranscript(pane) {
  const box = pane.querySelector("[data-transcript-of]");
  if (!box || box.childElementCount > 0) return;
  try {
    const page = await call("GET", `/messages/${box.dataset.transcriptOf}/transcript?format=json`);
    new Transcript(box, null, []).add(page.items);
  } catch (error) {
    toast(text("loadFailed", error.message));
  }
}
