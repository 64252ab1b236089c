/** Returns the JSON at an address. @throws {Error} With the server's words. */
export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  return read(await reach(url, signal ? { signal } : {}));
}

/** Sends JSON, and returns the answer. @throws {Error} With the server's words. */
export async function sendJson<T>(method: "POST" | "PUT", url: string, body: unknown): Promise<T> {
  const headers = { "content-type": "application/json" };
  return read(await reach(url, { method, headers, body: JSON.stringify(body) }));
}

async function reach(url: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, options);
  } catch (cause) {
    if ((cause as Error).name === "AbortError") throw cause;
    throw new Error("The server cannot be reached. Is `ebm dashboard` still running?", { cause });
  }
}

async function read<T>(response: Response): Promise<T> {
  const value = await response.json().catch(() => ({}));
  if (response.ok) return value as T;
  const { error = `the server answered ${response.status}.` } = value as { error?: string };
  throw new Error(`${error.slice(0, 1).toUpperCase()}${error.slice(1)}`);
}
