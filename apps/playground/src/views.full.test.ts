import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BrowserPages, browserPages, violations } from "../test/browser-pages.js";
import { executablePath, hasChromium } from "../test/open-page.js";
import { steps } from "./learn/steps.js";

/** Milliseconds that training may take on a busy machine. */
const PATIENCE = 120_000;
const phone = { viewport: { width: 390, height: 844 } };
const views = [
  "#train",
  "#play?model=density",
  "#play?model=labels",
  "#play?model=ranking",
  "#play?model=bits",
  ...steps.map((_, i) => `#learn/${i + 1}`),
];

describe.skipIf(!hasChromium)(`in the browser at ${executablePath}`, () => {
  let pages: BrowserPages;
  beforeAll(async () => {
    pages = await browserPages();
  });
  afterAll(() => pages.close());

  test.each(views)("%s has no finding of axe in either theme, and fits a phone", async (view) => {
    for (const options of [{ colorScheme: "light" }, { colorScheme: "dark", ...phone }] as const) {
      const problems: string[] = [];
      const page = await pages.open(view, { ...options, problems });
      await page.locator("main section h2, main canvas, main .bit").first().waitFor();
      expect(await violations(page)).toEqual([]);
      const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect(over).toBe(0);
      expect(problems).toEqual([]);
      await page.context().close();
    }
  });

  test("a page that opened once trains and plays without a network", async () => {
    const page = await pages.open("#train?data=two+moons&steps=100&width=8&waves=0");
    const train = async (): Promise<void> => {
      await page.getByRole("button", { name: "Train", exact: true }).click();
      await page.getByRole("button", { name: "Train again" }).waitFor({ timeout: PATIENCE });
    };
    await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
    await page.reload();
    await train();
    await page.context().setOffline(true);
    await page.reload();
    await train();
    await page.getByRole("link", { name: "Play" }).click();
    await page.getByText("of the probability, by quadrature").waitFor();
  }, 240_000);

  test("no task of the main thread takes 50 ms of its core while it trains", async () => {
    const page = await pages.open("#train?steps=300");
    const tasks = await mainThreadTasks(page, async () => {
      await page.getByRole("button", { name: "Train", exact: true }).click();
      await page.getByRole("button", { name: "Train again" }).waitFor({ timeout: PATIENCE });
    });
    expect(tasks.length).toBeGreaterThan(100);
    expect(Math.max(...tasks)).toBeLessThan(50);
  });

  test("the first view has less than 100 kB of script", async () => {
    const page = await pages.open("#train");
    const scripts: number[] = [];
    const sources = await page.locator("script[src], link[rel=modulepreload]").all();
    for (const source of sources) {
      const address = (await source.getAttribute("src")) ?? (await source.getAttribute("href"));
      const response = await page.request.get(new URL(address!, page.url()).href);
      scripts.push(gzipSync(await response.body()).length);
    }
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.reduce((a, b) => a + b)).toBeLessThan(100_000);
  });

  test("points that are drawn come back from the address", async () => {
    const page = await pages.open("#train?data=own");
    const canvas = page.locator("canvas");
    await canvas.focus();
    for (const key of ["ArrowUp", "ArrowUp", "Enter", "ArrowRight", "Enter", "Enter"]) {
      await page.keyboard.press(key);
    }
    await page.getByText("15 points.").waitFor();
    const other = await pages.open(new URL(page.url()).hash);
    await other.getByText("15 points.").waitFor();
    await other.getByRole("button", { name: "Train", exact: true }).click();
    await other.getByRole("button", { name: "Pause" }).waitFor();
  });

  test("a CSV is read, and one without numbers is refused in words", async () => {
    const page = await pages.open("#train?data=own");
    const input = page.locator("input[type=file]");
    const file = (text: string) => ({
      name: "a.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(text),
    });
    await input.setInputFiles(file("a,b\nc,d\n"));
    await page.getByText("The file has 0 rows with two numbers.").waitFor();
    const rows = Array.from({ length: 40 }, (_, i) => `${Math.sin(i)},${i % 7}`);
    await input.setInputFiles(file(rows.join("\n")));
    await page.getByText("40 points.").waitFor();
  });

  test("a trained model opens in the view that plays, and from its file", async () => {
    const page = await pages.open("#train?data=two+moons&steps=100&width=16&waves=0");
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await page.getByRole("button", { name: "Train again" }).waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as ONNX" }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe("two-moons-snl-log-prob.onnx");
    await page.getByRole("button", { name: "Play with it" }).click();
    await page.getByText("of the probability, by quadrature").waitFor();

    const other = await pages.open("#play?model=bits");
    await other.locator("input[type=file]").setInputFiles(await saved.path());
    await other.getByText("of the probability, by quadrature").waitFor();
    const text = await other.locator(".help").allTextContents();
    expect(text.join()).toMatch(/holds (99|100)\.\d %/);
  });

  test("a file that is no model is refused in words", async () => {
    const page = await pages.open("#play?model=labels");
    const buffer = readFileSync(join(import.meta.dirname, "../index.html"));
    const file = { name: "a.onnx", mimeType: "application/octet-stream", buffer };
    await page.locator("input[type=file]").setInputFiles(file);
    expect(await page.getByRole("alert").textContent()).toContain("expected an ONNX model");
  });

  test("sliders, boxes and buttons change probabilities by keyboard alone", async () => {
    const page = await pages.open("#play?model=labels");
    const answer = page.locator(".answer strong");
    await answer.waitFor();
    const first = await settled(page, answer.textContent.bind(answer), "–");
    await page.getByRole("slider", { name: "rain" }).focus();
    await page.keyboard.press("Home");
    const dry = await settled(page, answer.textContent.bind(answer), first);
    expect(Number.parseFloat(dry)).toBeLessThan(Number.parseFloat(first));

    await page.goto(page.url().replace(/#.*/, "#play?model=ranking"));
    const down = page.getByRole("button", { name: "Move coffee down" });
    await down.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".order li").first().textContent()).toContain("tea");
  });

  test("Gibbs sampling fills in hidden bits, and chains walk", async () => {
    const page = await pages.open("#play?model=bits");
    await page.getByRole("button", { name: "Fill in" }).click();
    await page.getByText(/after [3-9] sweeps/).waitFor();
    await page.goto(page.url().replace(/#.*/, "#play?model=density"));
    await page.getByRole("button", { name: "Walk" }).click();
    await page.getByRole("button", { name: "Stop" }).waitFor();
    await page.locator("canvas").click({ position: { x: 60, y: 200 } });
    await page.getByText(/energy .*, score .*, log-density/).waitFor();
  });
});

/** The times that tasks of the main thread took of their core, in milliseconds. */
async function mainThreadTasks(page: Page, act: () => Promise<void>): Promise<number[]> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  const mains = traceEvents.filter(
    ({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain",
  );
  const threads = new Set(mains.map(({ pid, tid }) => `${pid} ${tid}`));
  return traceEvents
    .filter(({ name, pid, tid }) => name.endsWith("RunTask") && threads.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000);
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the core. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Waits until a text is another one. */
async function settled(
  page: Page,
  read: () => Promise<string | null>,
  before: string,
): Promise<string> {
  for (;;) {
    const text = await read();
    if (text !== before && text !== "–") return text!;
    await page.waitForTimeout(50);
  }
}
