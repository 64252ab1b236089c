import AxeBuilder from "@axe-core/playwright";
import type { BrowserContextOptions, Page } from "playwright-core";
import { buildPages } from "./build-pages.js";
import { launch, serveFolder } from "./open-page.js";

/** The built pages in a browser. */
export interface BrowserPages {
  /** Opens a page. Its errors, and what its policy refused, go to `problems`. */
  open(address: string, options?: OpenOptions): Promise<Page>;
  close(): Promise<void>;
}

interface OpenOptions extends BrowserContextOptions {
  readonly problems?: string[];
}

interface PagesOptions {
  /** Whether the pages are isolated from other origins. Default: false. */
  readonly isolated?: boolean;
  /** Whether the browser has WebGPU, in software. Default: false. */
  readonly webgpu?: boolean;
}

/** Builds the pages, serves them and starts a browser. */
export async function browserPages({
  isolated = false,
  webgpu = false,
}: PagesOptions = {}): Promise<BrowserPages> {
  const [built, browser] = await Promise.all([buildPages(), launch({ webgpu })]);
  const served = await serveFolder(built.folder, isolated);
  return {
    async open(address, { problems = [], ...options } = {}) {
      const page = await (await browser.newContext(options)).newPage();
      page.on("pageerror", ({ message }) => problems.push(message));
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      await page.goto(`${served.origin}/${address}`);
      return page;
    },
    async close() {
      served.close();
      await Promise.all([browser.close(), built.remove()]);
    },
  };
}

/** Lists what axe finds, one line each. */
export async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
