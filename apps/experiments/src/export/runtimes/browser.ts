import { createReadStream, existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { decodePacked, encodePacked, type Feeds, type PackedJson } from "@ebm/onnx-export";
import { type Browser, chromium, type Page } from "playwright-core";
import { browserProgram } from "./browser-program.js";
import type { LoadedModel, Runtime, RuntimeOffer } from "./runtime.js";

type Provider = "wasm" | "webgpu";

/** onnxruntime-web in a real browser, as WebAssembly or with WebGPU. */
export function browserRuntime(provider: Provider): RuntimeOffer {
  const name = `onnxruntime-web, ${provider} in Chromium`;
  return {
    name,
    async open() {
      const executablePath = process.env.EBM_CHROMIUM ?? "/usr/bin/chromium";
      if (!existsSync(executablePath)) {
        return { missing: `no browser at ${executablePath}; EBM_CHROMIUM names another` };
      }
      const [server, browser] = [await serveRuntime(), await launch(executablePath, provider)];
      const close = async (): Promise<void> => {
        await browser.close();
        server.close();
        server.closeAllConnections();
      };
      try {
        return await openPage({ name, provider, server, browser, close });
      } catch (error) {
        await close();
        throw error;
      }
    },
  };
}

function launch(executablePath: string, provider: Provider): Promise<Browser> {
  const gpu =
    provider === "webgpu"
      ? ["--enable-unsafe-webgpu", "--enable-features=Vulkan", "--use-webgpu-adapter=swiftshader"]
      : ["--disable-gpu"];
  const args = ["--no-sandbox", "--disable-quic", "--disable-background-networking", ...gpu];
  return chromium.launch({ executablePath, args });
}

interface Opening {
  readonly name: string;
  readonly provider: Provider;
  readonly server: Server;
  readonly browser: Browser;
  close(): Promise<void>;
}

async function openPage(opening: Opening): Promise<Runtime | { readonly missing: string }> {
  const { name, provider, server, browser, close } = opening;
  const page = await browser.newPage();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await page.goto(`${origin}/`);
  const missing = await call<string | null>(page, "start", [provider]);
  if (missing !== null) {
    await close();
    return { missing };
  }
  return {
    name,
    version: `${await page.evaluate("ort.env.versions.web")}, Chromium ${browser.version()}`,
    load: (model) => load(page, { model, provider }),
    dispose: close,
  };
}

async function load(
  page: Page,
  { model, provider }: { readonly model: Uint8Array; readonly provider: Provider },
): Promise<LoadedModel> {
  const { data } = encodePacked({ data: model, shape: [model.length] });
  const place = await call<number>(page, "load", [data, provider]);
  return {
    async run(feeds: Feeds) {
      const encoded = Object.entries(feeds).map(([name, packed]) => [name, encodePacked(packed)]);
      const outputs = await call<Record<string, PackedJson>>(page, "run", [
        place,
        Object.fromEntries(encoded),
      ]);
      const decoded = Object.entries(outputs).map(([name, json]) => [name, decodePacked(json)]);
      return Object.fromEntries(decoded);
    },
    dispose: () => call(page, "release", [place]),
  };
}

/** Calls a function of the page. */
function call<Result>(page: Page, name: string, args: readonly unknown[]): Promise<Result> {
  return page.evaluate(`${name}(...${JSON.stringify(args)})`);
}

/** Serves the files of onnxruntime-web, and a page with the program, to this machine only. */
async function serveRuntime(): Promise<Server> {
  const files = new URL(".", import.meta.resolve("onnxruntime-web"));
  const types: Readonly<Record<string, string>> = {
    mjs: "text/javascript",
    wasm: "application/wasm",
  };
  const server = createServer(({ url = "/" }, response) => {
    const name = /^\/(ort[\w.-]*\.(mjs|wasm))$/.exec(url);
    if (!name) {
      response.setHeader("content-type", "text/html");
      response.end(`<!doctype html><script>${browserProgram}</script>`);
      return;
    }
    response.setHeader("content-type", types[name[2]!]!);
    createReadStream(fileURLToPath(new URL(name[1]!, files))).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
