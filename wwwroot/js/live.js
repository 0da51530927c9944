import { address } from "./api.js";

// The live connection: one for a page, made after it is painted. What it says is a hint, the store is the truth: after a
// break everything is asked for again. Others hear "live:up" and "live:down" on the document.
const Delays = [0, 2, 5, 10, 30];
const watches = [];
let connection;
let attempt = 0;
let timer = 0;
let lastSeen = Date.now();

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

function run(watch) {
  watch.subscription?.dispose();
  watch.subscription = connection.stream(watch.method, ...watch.args()).subscribe({
    next: item => {
      lastSeen = Date.now();
      watch.next(item);
    },
    complete: () => watch.done?.(),
    // A broken connection ends the stream too; its own handler is at work then.
    error: () => { if (connection.state === "Connected") setTimeout(() => run(watch), 1000); },
  });
}

function lost() {
  const seconds = Delays[Math.min(attempt, Delays.length - 1)];
  attempt += 1;
  document.documentElement.dataset.live = "down";
  tell("live:down", { attempt, seconds, since: lastSeen });
  timer = setTimeout(connect, seconds * 1000);
}

async function connect() {
  clearTimeout(timer);
  try {
    if (!connection) {
      await import("../vendor/signalr.min.js");
      const { HubConnectionBuilder, LogLevel } = globalThis.signalR;
      connection = new HubConnectionBuilder().withUrl(address("/hubs/live")).configureLogging(LogLevel.None).build();
      connection.serverTimeoutInMilliseconds = 20_000;
      connection.keepAliveIntervalInMilliseconds = 10_000;
      connection.onclose(lost);
    }
    await connection.start();
  } catch {
    return lost();
  }
  const again = attempt > 0;
  attempt = 0;
  lastSeen = Date.now();
  document.documentElement.dataset.live = "up";
  for (const watch of watches) run(watch);
  tell("live:up", { again });
}

/** Streams a hub method into a callback, now and after every break. The arguments are asked for each time. */
export function watch(method, args, next, done) {
  const entry = { method, args, next, done };
  watches.push(entry);
  if (connection?.state === "Connected") run(entry);
}

/** Tries again at once. */
export const retry = () => { if (connection?.state !== "Connected") connect(); };

/** Whether the server is heard. Before the first attempt it counts as heard. */
export const isUp = () => attempt === 0;

addEventListener("load", () => requestAnimationFrame(() => setTimeout(connect)));
