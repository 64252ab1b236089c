import { appendFile, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findings, missing, type OpenPage, openPage, page } from "../../test/open-page.js";
import { linesOf, writeRun } from "../../test/write-runs.js";

let root = "";
let opened: OpenPage | undefined;
let view: Page;

beforeAll(async () => {
  if (missing) return;
  root = await mkdtemp(join(tmpdir(), "ebm-page-"));
  for (const seed of [0, 1, 2]) await writeRun(root, { id: `run${seed}`, seed });
  await writeRun(root, { id: "other", config: { learningRate: 0.1 }, isFinished: false });
  opened = await openPage({ runs: root });
  view = opened.view;
});
afterAll(async () => {
  await opened?.close();
  if (root) await rm(root, { recursive: true });
  expect(opened?.problems ?? []).toEqual([]);
});

test("the first view has less than 100 kB of script", async ({ skip }) => {
  if (missing) skip(missing);
  const [, script] = /src="\/(assets\/[^"]+\.js)"/.exec(
    await readFile(join(page, "index.html"), "utf8"),
  )!;
  expect(await readdir(join(page, "assets"))).toContain(script!.replace("assets/", ""));
  const bytes = gzipSync(await readFile(join(page, script!))).length;
  expect(bytes).toBeLessThan(100_000);
});

test("the list groups seeds, searches, and shows runs as they appear", async ({ skip }) => {
  if (missing) skip(missing);
  await view.goto("/");
  const names = view.locator("tbody th");
  await names.nth(3).waitFor();
  expect(await findings(view)).toEqual([]);

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
  expect(await findings(view)).toEqual([]);
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
  expect(await findings(view)).toEqual([]);
});

test("a form starts a run, and says why it could not", async ({ skip }) => {
  if (missing) skip(missing);
  await view.goto("/start");
  await view.getByLabel("Dataset").selectOption("yeast");
  await view.getByRole("textbox", { name: "Name", exact: true }).fill("mine");
  expect(await findings(view)).toEqual([]);
  await view.getByRole("button", { name: "Start", exact: true }).click();
  await view.getByRole("heading", { name: "mine" }).waitFor();
});
