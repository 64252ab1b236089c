import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { type Browser, chromium } from "playwright-core";

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

/** Starts the browser, with its graphics processor in software if asked. */
export function launch({ webgpu = false }: { readonly webgpu?: boolean } = {}): Promise<Browser> {
  const args = [
    "--no-sandbox",
    ...(webgpu
      ? ["--enable-unsafe-webgpu", "--enable-features=Vulkan", "--use-webgpu-adapter=swiftshader"]
      : ["--disable-gpu"]),
    "--disable-quic",
    "--disable-background-networking",
  ];
  return chromium.launch({ executablePath, args });
}

export interface Served {
  readonly origin: string;
  close(): void;
}

/** Serves a folder to this machine under a strict policy, isolated from other origins if asked. */
export async function serveFolder(folder: string, isolated = false): Promise<Served> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "content-length": statSync(file).size,
      "content-security-policy": policy,
      ...(isolated && {
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
      }),
    });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
