// Where this server's addresses begin (the base path), and its REST interface.
const base = document.documentElement.dataset.base ?? "";

/** An address of this server, whatever path it lives below. */
export const address = path => base + path;

export class ApiError extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Calls the REST interface; answers the JSON, or null when there is no body. */
export async function call(method, path, body) {
  const response = await fetch(address(`/rest/v1${path}`), {
    method,
    headers: body === undefined ? { accept: "application/json" } : { accept: "application/json", "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new ApiError(response.status, problem.detail ?? problem.title ?? response.statusText);
  }
  return response.status === 204 ? null : response.json();
}

/** A path with those parameters that have a value. */
export function query(path, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
