const template = document.getElementById("toast-template");
const shelf = document.querySelector(".toasts");
const Stay = 3500;

/** Says something at the edge of the page for a moment. */
export function toast(message) {
  const element = template.content.firstElementChild.cloneNode(true);
  element.querySelector("span").textContent = message;
  element.querySelector("button").addEventListener("click", () => element.remove());
  let timer = setTimeout(() => element.remove(), Stay);
  element.addEventListener("pointerenter", () => clearTimeout(timer));
  element.addEventListener("pointerleave", () => { timer = setTimeout(() => element.remove(), Stay); });
  shelf.append(element);
}
