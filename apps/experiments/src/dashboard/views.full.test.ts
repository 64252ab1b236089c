import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ebm } from "../../test/ebm.js";
import { findings, missing, type OpenPage, openPage } from "../../test/open-page.js";
import { temporaryDirectory, writeRankings } from "../../test/own-files.js";
import { writeRun } from "../../test/write-runs.js";

let [root, file] = ["", ""];
let opened: OpenPage | undefined;
let view: Page;

beforeAll(async () => {
  if (missing) return;
  const directory = await temporaryDirectory();
  file = await writeRankings(directory);
  root = join(directory, "runs");
  await mkdir(root);
  for (const seed of [0, 1]) await writeRun(root, { id: `run${seed}`, seed });
  const { code, stderr } = await ebm(["quickstart", "--out", join(root, "quickstart")]);
  expect(code, stderr).toBe(0);
  const main = join(import.meta.dirname, "../../dist/main.js");
  opened = await openPage({ runs: root, ebm: [process.execPath, main] });
  view = opened.view;
  view.setDefaultTimeout(60_000);
}, 120_000);
afterAll(async () => {
  await opened?.close();
  expect(opened?.problems ?? []).toEqual([]);
});

test("a run is started, followed, stopped and resumed on the page", async ({ skip }) => {
  if (missing) skip(missing);
  await view.goto("/start?task=label-ranking");
  await view.locator("summary", { hasText: /^Data$/ }).click();
  const field = (name: string) => view.getByRole("textbox", { name: new RegExp(`^${name}`) });
  await field("File").fill(file);
  await view.locator("summary", { hasText: "Model" }).click();
  await view.locator("[id='--model']").selectOption("permutahedron");
  await view.locator("summary", { hasText: "Training" }).click();
  await field("Steps").fill("1000000");
  await field("Name").fill("live");
  await view.getByRole("button", { name: "Start", exact: true }).click();

  await view.getByRole("heading", { name: "Loss" }).waitFor();
  const progress = view.getByText(/step \d+ of 1000000/);
  const before = await progress.textContent();
  await expect.poll(() => progress.textContent(), { timeout: 30_000 }).not.toBe(before);
  await view.getByRole("button", { name: "Stop" }).click();
  await view.getByRole("button", { name: "Resume" }).click();
  await view.getByRole("button", { name: "Stop" }).click();
  await view.getByRole("button", { name: "Resume" }).waitFor();
}, 180_000);

test("a run that cannot start says why", async ({ skip }) => {
  if (missing) skip(missing);
  await view.goto("/start?task=label-ranking");
  await view.getByRole("textbox", { name: "Name", exact: true }).fill("wrong");
  await view.getByRole("button", { name: "Start", exact: true }).click();
  await view.getByText("The run could not start").waitFor();
  await view.getByText(/^ebm: expected one of/).waitFor();
}, 60_000);

test("numbers and pictures of a chart are files", async ({ skip }) => {
  if (missing) skip(missing);
  await view.goto("/run/run0");
  await view.getByLabel("Download Loss").click();
  const save = async (name: string): Promise<Buffer> => {
    const [download] = await Promise.all([
      view.waitForEvent("download"),
      view.getByText(name).first().click(),
    ]);
    return readFile((await download.path())!);
  };
  expect((await save("Points as CSV")).toString()).toMatch(/^run,series,step,value\nrun0,loss,1,/);
  const svg = (await save("Picture as SVG")).toString();
  expect(svg).toMatch(/^<svg xmlns.*<path d="M\d/s);
  expect((await save("Picture as PNG")).subarray(1, 4).toString()).toBe("PNG");
}, 60_000);

test("the model of a run opens in the playground", async ({ skip }) => {
  if (missing) skip(missing);
  await view.goto("/run/quickstart");
  await view.getByRole("link", { name: "Play with the model" }).click();
  await view
    .getByText(/setosa/)
    .first()
    .waitFor();
}, 90_000);

const sizes = [1280, 390].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
);

test.for(sizes)(
  "all views are accessible: $colorScheme, $width pixels",
  { timeout: 300_000 },
  async (size, { skip }) => {
    if (missing) skip(missing);
    const { width, colorScheme } = size;
    const window = await opened!.open({ viewport: { width, height: 900 }, colorScheme });
    const views = [
      ["/?group=seed", "Runs"],
      ["/compare?run=run0&run=run1&run=quickstart", "Compare 3 runs"],
      ["/run/run0?logx=1&smooth=0.5", "run0"],
      ["/run/quickstart", "quickstart"],
      ["/start", "Start a run"],
    ] as const;
    for (const [path, name] of views) {
      await window.goto(path);
      await window.getByRole("heading", { name, level: 1 }).waitFor();
      await window.waitForTimeout(1000);
      expect(await findings(window), path).toEqual([]);
      // tables scroll by themselves, the page does not
      const wide = await window.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect(wide, path).toBeLessThanOrEqual(0);
    }
    await window.context().close();
  },
);
