import { duration } from "./format.js";
import { text } from "./texts.js";

// The phases of a session: separators in the transcript, and the bar above it.
const byCommand = {
  EHLO: "greeting", HELO: "greeting", STARTTLS: "tls", AUTH: "auth", MAIL: "envelope", RCPT: "envelope", DATA: "envelope", BDAT: "data", QUIT: "quit",
};

/** The phase a line begins, or null when it goes on with the one before. */
export function phaseOf(line, before) {
  if (line.note === "connect" || before === null) return before === null ? "connect" : null;
  // Behind it the roles are changed: the commands are this server's, the replies the other side's.
  if (line.note === "reversed") return "reversed";
  if (line.note === "content") return "data";
  if (line.note === "close" && before !== "quit") return "quit";
  if (line.from !== "client") return null;
  return byCommand[line.command] ?? null;
}

/** The bar: a button for each phase, as wide as the logarithm of its time. */
export function drawPhases(bar, phases, end) {
  bar.replaceChildren(...phases.map((phase, index) => {
    const time = (phases[index + 1]?.at ?? end) - phase.at;
    const button = document.createElement("button");
    button.type = "button";
    button.className = `ph-${phase.name}`;
    button.style.flexGrow = Math.max(1.5, Math.log1p(time)).toFixed(2);
    button.textContent = text(`phase.${phase.name}`) + (time > 25 ? ` ${duration(time)}` : "");
    button.title = `${text(`phase.${phase.name}`)}: ${duration(time)}`;
    button.addEventListener("click", () => phase.element.scrollIntoView({ block: "start" }));
    return button;
  }));
}
