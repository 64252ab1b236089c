import { existsSync } from "node:fs";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { FastifyInstance } from "fastify";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linesOf, writeRun } from "../../test/write-runs.js";
import { createDashboard } from "./create-dashboard.js";

const executablePath = process.env.EBM_CHROMIUM ?? "/usr/bin/chromium";
const page = join(import.meta.dirname, "../../dist/page");
const missing = !existsSync(executablePath)
  ? `no browser at ${executablePath}: set EBM_CHROMIUM`
  : !existsSync(page) && "the page is not built: run `pnpm build`";

let root = "";
let app: FastifyInstance;
let browser: Browser;
let context: BrowserContext;
let view: Page;
const problems: string[] = [];

beforeAll(async () => {
  if (missing) return;
  root = await mkdtemp(join(tmpdir(), "ebm-page-"));
  for (const seed of [0, 1, 2]) await writeRun(root, { id: `run${seed}`, seed });
  await writeRun(root, { id: "other", config: { learningRate: 0.1 }, isFinished: false });
  app = await createDashboard({ runs: root, page, ebm: [process.execPath, "-e", "0"], every: 100 });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  context = await browser.newContext({ baseURL: `http://127.0.0.1:${port}` });
  view = await context.newPage();
  view.on("pageerror", (error) => problems.push(error.message));
  view.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
  if (root) await rm(root, { recursive: true });
  // also what the security policy refused
  expect(problems).toEqual([]);
});

/** Serious findings of the checker, as words. */
async function findings(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: view }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
}

test("the list groups seeds, searches, and shows runs as they appear", async ({ skip }) => {
  if (missing) skip(missing);
  await view.goto("/");
  const names = view.locator("tbody th");
  await names.nth(3).waitFor();
  expect(await findings()).toEqual([]);

  await view.getByLabel("Group seeds").check();
  await view.getByText("3 seeds").waitFor();
  // NLL of 2, 2.1 and 2.2
  await view.getByText("2.100 ± 0.100").waitFor();
  await view.getByLabel("Group seeds").uncheck();

  await view.keyboard.press("/");
  await view.keyboard.type("nll<2.15 seed=1");
  await expect.poll(() => names.allTextContents()).toEqual(["run1"]);
  await view.getByLabel("Search runs").fill("");

  const directory = await writeRun(root, { id: "late", lines: 3, isFinished: false });
  await view.getByText("late", { exact: true }).waitFor();
  await appendFile(join(directory, "metrics.jsonl"), linesOf(0, 4, 4));
});

test("a run has curves, a table of their numbers, and buttons that work from the keyboard", async ({
  skip,
}) => {
  if (missing) skip(missing);
  await view.goto("/run/other");
  await view.getByRole("heading", { name: "Loss" }).waitFor();
  await view.getByRole("button", { name: "Resume" }).waitFor();
  expect(await findings()).toEqual([]);
  const chart = view.getByRole("img", { name: /^Loss\./ });
  await chart.focus();
  await view.keyboard.press("+");
  await expect.poll(() => view.url()).toMatch(/from=/);
  await view.keyboard.press("0");
  await expect.poll(() => view.url()).not.toMatch(/from=/);
  await view.getByText("Table").first().click();
  await view.getByRole("cell", { name: "other" }).first().waitFor();
});

test("a comparison has means of seeds, what differs and results", async ({ skip }) => {
  if (missing) skip(missing);
  await view.goto("/compare?run=run0&run=run1&run=other&group=seed");
  await view
    .getByText(/mean ± s.d. of 2/)
    .first()
    .waitFor();
  await view.getByRole("columnheader", { name: "Learning rate", exact: true }).waitFor();
  await view.getByRole("rowheader", { name: /F1 × 100, micro/ }).waitFor();
  expect(await findings()).toEqual([]);
});

test("a form starts a run, and says why it could not", async ({ skip }) => {
  if (missing) skip(missing);
  await view.goto("/start");
  await view.getByLabel("Dataset").selectOption("yeast");
  await view.getByRole("textbox", { name: "Name", exact: true }).fill("mine");
  expect(await findings()).toEqual([]);
  await view.getByRole("button", { name: "Start", exact: true }).click();
  await view.getByRole("heading", { name: "mine" }).waitFor();
});
