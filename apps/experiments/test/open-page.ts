import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { createDashboard, type DashboardOptions } from "../src/dashboard/create-dashboard.js";

const executablePath = process.env.EBM_CHROMIUM ?? "/usr/bin/chromium";

/** The directory of the built page. */
export const page: string = join(import.meta.dirname, "../dist/page");

/** The reason why no page can be opened. Undefined if one can. */
export const missing: string | undefined = !existsSync(executablePath)
  ? `no browser at ${executablePath}: set EBM_CHROMIUM`
  : existsSync(page)
    ? undefined
    : "the page is not built: run `pnpm build`";

/** A dashboard in a browser. */
export interface OpenPage {
  readonly view: Page;
  /** Errors of scripts, and what the security policy refused. */
  readonly problems: readonly string[];
  /** Opens another window. */
  open(options: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Opens the dashboard of a directory in a browser. */
export async function openPage(
  options: Pick<DashboardOptions, "runs"> & Partial<DashboardOptions>,
): Promise<OpenPage> {
  const app = await createDashboard({
    ...{ page, ebm: [process.execPath, "-e", "0"], every: 100, patience: 10_000 },
    ...options,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const problems: string[] = [];
  const open = async (how: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext({ baseURL: `http://127.0.0.1:${port}`, ...how });
    const view = await context.newPage();
    view.on("pageerror", (error) => problems.push(error.message));
    view.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    return view;
  };
  return {
    view: await open({}),
    problems,
    open,
    async close() {
      await browser.close();
      await app.close();
    },
  };
}

/** Returns the serious findings of axe in a page, as words. */
export async function findings(view: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: view }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
}
