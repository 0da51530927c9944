import { fetchPane } from "./pane.js";

// Explains the chosen line: in the panel beside the transcript, and under the line where there is no room for the panel.
const panel = document.querySelector("[data-explanation]");
let pending;
let inline;

/** Fetches and shows what a line means. */
export async function explain(url, element) {
  pending?.abort();
  pending = new AbortController();
  try {
    const explanation = await fetchPane(url, "explanation", pending.signal);
    inline?.remove();
    inline = document.createElement("div");
    inline.className = "inline-x";
    inline.role = "row";
    const cell = document.createElement("div");
    cell.role = "gridcell";
    cell.append(explanation.cloneNode(true));
    inline.append(cell);
    element?.after(inline);
    panel.replaceChildren(explanation);
    panel.scrollTop = 0;
  } catch {
    // The line went with its session; the panel keeps what it says.
  }
}
