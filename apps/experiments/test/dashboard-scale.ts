import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium, type Page } from "playwright-core";
import { createDashboard } from "../src/dashboard/create-dashboard.js";
import { openRowStore } from "../src/dashboard/row-store.js";
import { createRunIndex } from "../src/dashboard/run-index.js";
import { writeRun } from "./write-runs.js";

// Measures the dashboard with many runs and with one long run: `pnpm dashboard:scale`.

/** Counts the time between frames. A text, because a compiled function needs helpers of its module. */
const WATCH = `
  globalThis.gap = 0;
  let last = performance.now();
  const next = (now) => {
    gap = Math.max(gap, now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
`;

/** Measures the time from an event to the frame after it. */
const TIMER = `
  globalThis.begin = () => {
    const start = performance.now();
    globalThis.drawn = new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    });
  };
`;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    lines: { type: "string", default: "500" },
    points: { type: "string", default: "1000000" },
  },
});
const [runs, lines, points] = [values.runs, values.lines, values.points].map(Number) as [
  number,
  number,
  number,
];
const root = await mkdtemp(join(tmpdir(), "ebm-scale-"));
const rows: (readonly [string, number])[] = [];
const add = (name: string, ms: number): void => {
  rows.push([name, ms]);
};
const clock = async <T>(work: () => Promise<T>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

try {
  for (let run = 0; run < runs; run++) {
    const config = { learningRate: 10 ** -(run % 5), samples: run % 100 };
    await writeRun(root, { id: `run${run}`, seed: run % 10, lines, config });
  }
  await writeRun(root, { id: "long", lines: points, config: { steps: points } });

  const store = openRowStore(join(root, ".index.sqlite"));
  const first = createRunIndex(root);
  add("index in memory, from all files", await clock(() => first.scan()));
  add("the same, saved", await clock(() => createRunIndex(root, { store }).scan()));
  const index = createRunIndex(root, { store });
  add("index from what was saved", await clock(() => index.scan()));
  add("look for changes in all runs", await clock(() => index.scan()));
  store.close();
  if (index.json() !== first.json()) throw new Error("the saved index differs.");

  const page = join(import.meta.dirname, "../dist/page");
  const app = await createDashboard({ runs: root, page, ebm: [process.execPath, "-e", "0"] });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const ask = (path: string): Promise<number> =>
    clock(async () => (await fetch(base + path)).arrayBuffer());
  add("list, median of 20 requests", await median(() => ask("/api/runs")));
  add("list, slowest of 20 requests", Math.max(...(await several(() => ask("/api/runs")))));
  const series = "/api/series?run=long&name=loss&pixels=900";
  add("curve of the long run, median", await median(() => ask(series)));
  add("the same, smoothed from all points", await median(() => ask(`${series}&smooth=0.9`)));
  const window = `${series}&from=${points / 2}&to=${0.6 * points}`;
  add("a tenth of the long run, median", await median(() => ask(window)));

  const executablePath = process.env.EBM_CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const view = await browser.newPage({ baseURL: base, viewport: { width: 1280, height: 900 } });
  add(
    "page: first rows from a cold start",
    await clock(async () => {
      await view.goto("/");
      await view.locator("tbody tr").first().waitFor();
    }),
  );
  const press = 'thead th button:text-is("Loss, last")';
  await view.waitForSelector(press);
  await view.evaluate(TIMER);
  add("page: sort, median", await redraw(view, () => view.click(press)));
  let text = "";
  const type = async (): Promise<void> => {
    text = text === "seed=3" ? "samples>50" : "seed=3";
    await view.fill("input[type=search]", text);
  };
  add("page: filter, median", await redraw(view, type));
  await view.goto("/run/long");
  const chart = view.getByRole("img", { name: /^Loss\./ });
  await chart.focus();
  await view.keyboard.press("+");
  await view.waitForTimeout(500);
  const pan = (): Promise<void> => view.keyboard.press("ArrowRight");
  add("page: pan the long run, longest frame", await longest(view, pan, 30));
  await browser.close();
  await app.close();

  const width = Math.max(...rows.map(([name]) => name.length));
  const title = `${runs} runs of ${lines} steps and one of ${points} steps`;
  process.stdout.write(`\n${title.padEnd(width)}        ms\n`);
  for (const [name, ms] of rows) {
    process.stdout.write(`${name.padEnd(width)}  ${ms.toFixed(ms < 10 ? 1 : 0).padStart(8)}\n`);
  }
} finally {
  await rm(root, { recursive: true });
}

async function several(work: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < 20; i++) times.push(await work());
  return times;
}

async function median(work: () => Promise<number>): Promise<number> {
  return (await several(work)).sort((a, b) => a - b)[10]!;
}

/** Returns the median time from an action to the next frame after it in ms. */
function redraw(view: Page, action: () => Promise<void>): Promise<number> {
  return median(async () => {
    await view.evaluate(`addEventListener("click", begin, { once: true, capture: true });
      addEventListener("input", begin, { once: true, capture: true });`);
    await action();
    return view.evaluate<number>("drawn");
  });
}

/** Repeats an action, and returns the longest time between two frames of the page in ms. */
async function longest(view: Page, action: () => Promise<void>, times: number): Promise<number> {
  await view.evaluate(WATCH);
  for (let i = 0; i < times; i++) {
    await action();
    await view.waitForTimeout(100);
  }
  return view.evaluate("gap");
}
