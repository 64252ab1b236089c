import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

/** The address of a browser, or undefined if there is none. */
export const executablePath: string = process.env.EBM_CHROMIUM ?? "/usr/bin/chromium";
export const hasChromium: boolean = existsSync(executablePath);

/** The headers of a strict host. */
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; " +
  "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";
const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

export function launch(): Promise<Browser> {
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
  ];
  return chromium.launch({ executablePath, args });
}

/** Serves a folder to a page under a strict policy, isolated from other origins if asked. */
export async function serveFolder(page: Page, folder: string, isolated = false): Promise<void> {
  await page.route("http://localhost/**", async (route) => {
    const path = normalize(new URL(route.request().url()).pathname);
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    if (!existsSync(file)) return route.fulfill({ status: 404, body: "none" });
    const headers = {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "content-security-policy": policy,
      ...(isolated && {
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
      }),
    };
    await route.fulfill({ body: await readFile(file), headers });
  });
}
