import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import type { Server } from "node:http";
import { join, resolve } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deadLinks } from "./dead-links.js";
import { pages } from "./page-blocks.js";
import { serveSite } from "./serve-site.js";

const root = resolve(import.meta.dirname, "../../..");
const folder = join(root, "apps/docs/dist");
const base = "/below/";
const executablePath = process.env.EBM_CHROMIUM ?? "/usr/bin/chromium";

// The pages written by hand, and a sample of the others.
const paths = [
  ...pages().map(({ name }) => name.replace(/(^|\/)index\.md$/, "$1").replace(/\.md$/, "/")),
  "api/joint-partition/",
  "api/optim/",
  "results/",
  "results/snl/density-2d/",
];

beforeAll(() => {
  // Without the variables of the test runner, which Astro would read as its own.
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, DOCS_BASE: base };
  execFileSync("pnpm", ["run", "docs"], { cwd: root, env, stdio: "pipe" });
}, 10 * 60_000);

test("no link is dead", () => expect(deadLinks(folder, base)).toEqual([]));

describe.skipIf(!existsSync(executablePath))("in a browser", () => {
  let browser: Browser;
  let server: Server & { url: string };
  beforeAll(async () => {
    server = await serveSite(folder, base);
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
  });

  test.each(paths)("/%s is accessible, and fits a phone", async (path) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("pageerror", ({ message }) => problems.push(message));
      page.on("requestfailed", (request) => problems.push(`${request.url()} failed`));
      page.on("request", (request) => {
        if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(server.url)) {
          problems.push(`${request.url()} is not of the site`);
        }
      });
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(server.url + path);
      // The site lets the keyboard scroll wide blocks of code as soon as it is idle.
      await page.waitForFunction(() =>
        [...document.querySelectorAll("pre")].every(
          (pre) => pre.scrollWidth <= pre.clientWidth || pre.tabIndex === 0,
        ),
      );
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, impact, nodes } of violations) {
        if (impact === "serious" || impact === "critical") {
          problems.push(`${id}: ${nodes[0]?.html.slice(0, 200)}`);
        }
      }
      await page.setViewportSize({ width: 390, height: 844 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0) problems.push(`is ${overflow} px too wide`);
      expect(problems, colorScheme).toEqual([]);
      await context.close();
    }
  });

  test("search finds a page", async () => {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("textbox").fill("partition function");
    await page.getByRole("link", { name: "The partition function" }).first().waitFor();
    await page.close();
  });
});
