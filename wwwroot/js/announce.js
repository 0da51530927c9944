// The one polite region for screen readers, at most one sentence every ten seconds.
const region = document.getElementById("live");
const Pause = 10_000;
let last = -Pause;
let timer = 0;

/** Says a sentence; a later one that comes too soon replaces an earlier that waits. The sentence is made when it is said. */
export function announce(sentence) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    last = performance.now();
    region.textContent = sentence();
  }, Math.max(0, last + Pause - performance.now()));
}
