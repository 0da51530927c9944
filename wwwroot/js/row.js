import { address } from "./api.js";
import { hue, initials } from "./format.js";
import { printableLine } from "./printable.js";
import { text } from "./texts.js";
import { show } from "./times.js";

const template = document.getElementById("row-template");

/** A row of the list for a summary, as _MessageRow.cshtml makes it. */
export function messageRow(summary) {
  const row = template.content.firstElementChild.cloneNode(true);
  const part = name => row.querySelector(name);
  const sender = summary.envelopeFrom ?? (summary.from?.name || summary.from?.address);
  const recipient = summary.envelopeTo ?? summary.to[0]?.address ?? "";
  const name = printableLine(sender || text("noSender"));
  row.id = `m-${summary.id}`;
  row.dataset.id = summary.id;
  row.href = address(`/inbox/${summary.id}${location.search.replace(/([?&])tab=[^&]*&?/, "$1").replace(/[?&]$/, "")}`);
  row.classList.toggle("unread", !summary.read);
  part(".stamp").classList.add(hue(name, summary.from?.address ?? ""));
  part(".stamp").textContent = initials(name);
  part(".f").textContent = name;
  part("[data-by-from]").hidden = !summary.envelopeFrom;
  show(part("time"), summary.receivedAt);
  part(".s").textContent = printableLine(summary.subject);
  part(".none").hidden = summary.subject !== "";
  part(".snip").textContent = printableLine(summary.snippet);
  part(".to").hidden = recipient === "";
  part(".t").textContent = printableLine(recipient);
  part("[data-by-to]").hidden = !summary.envelopeTo;
  part(".more").textContent = !summary.envelopeTo && summary.to.length > 1 ? ` +${summary.to.length - 1}` : "";
  finding(part("[data-lint]"), summary.lint);
  part("[data-clip]").hidden = summary.attachmentCount === 0;
  part("[data-clip] > span").textContent = summary.attachmentCount;
  return row;
}

function finding(mark, lint) {
  mark.hidden = lint.errors + lint.warnings === 0;
  mark.className = `sev ${lint.errors > 0 ? "k5" : "k4"}`;
  mark.querySelector("use").setAttribute("href", lint.errors > 0 ? "#i-err" : "#i-warn");
}
