import { localise } from "./times.js";

// The server renders panes; the browser parses them into a document of their own, in which nothing runs. That is how a pane
// is changed without a page load and without ever turning a string into markup here.

/** Fetches a pane and answers its element; rejects with the HTTP status. */
export function fetchPane(url, pane, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    request.setRequestHeader("X-Pane", pane);
    request.onload = () => {
      const element = request.response?.body?.firstElementChild;
      if (request.status === 200 && element) {
        localise(element);
        resolve(document.adoptNode(element));
      } else {
        reject(request.status);
      }
    };
    request.onerror = () => reject(0);
    signal?.addEventListener("abort", () => request.abort());
    request.send();
  });
}
