import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Route } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

// One file of a model, scored by Node, Python and a web page with the results of the engine.

// Programs that fit a table: each number that they print is compared with a bound.

const here = import.meta.dirname;
const node = ["--import", import.meta.resolve("tsx"), "--conditions=@ebm/source"];
let directory = "";
let engine: number[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "ebm-examples-"));
  engine = scores(process.execPath, [...node, join(here, "train.ts")]);
});
afterAll(() => rm(directory, { recursive: true }));

test("the engine finds the moons likelier than what is far from them", () => {
  const [on, also, far] = engine as [number, number, number];
  expect(Math.min(on, also)).toBeGreaterThan(-3);
  expect(far).toBeLessThan(-5);
});

test("Node gives the numbers of the engine", () => {
  expectEqual(scores(process.execPath, [join(here, "score.js")]));
});

test("Python gives the numbers of the engine", ({ skip }) => {
  const python = process.env.EBM_PYTHON ?? "python3";
  if (spawnSync(python, ["-c", "import onnxruntime"]).status !== 0) {
    skip(`no onnxruntime in ${python}: set EBM_PYTHON to a Python that has it`);
  }
  expectEqual(scores(python, [join(here, "score.py")]));
});

test("a web page gives the numbers of the engine", async ({ skip }) => {
  const executablePath = process.env.EBM_CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) skip(`no browser at ${executablePath}: set EBM_CHROMIUM`);
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage();
    await page.route("https://cdn.jsdelivr.net/**", onnxruntimeWeb);
    await page.route("http://localhost/**", (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      return answer(route, join(name.endsWith(".onnx") ? directory : here, name));
    });
    await page.goto("http://localhost/score.html");
    const text = await page.waitForSelector("#log-prob:not(:empty)").then((it) => it.textContent());
    expectEqual(JSON.parse(text!));
  } finally {
    await browser.close();
  }
});

interface Bound {
  /** Captures numbers that a program prints. */
  readonly line: RegExp;
  readonly least?: number;
  readonly most?: number;
}

const programs: readonly (readonly [string, readonly Bound[]])[] = [
  [
    "multilabel.ts",
    [
      { line: /^Held-out loss: ([\d.]+) nats/m, most: 0.9 },
      { line: /^Micro F1 .*: ([\d.]+) %$/m, least: 75 },
    ],
  ],
  [
    "ranking.ts",
    [
      { line: /^Held-out loss: ([\d.]+) nats/m, most: 1.1 },
      { line: /^Kendall's tau .*: ([\d.]+) %$/m, least: 75 },
    ],
  ],
  [
    "anomalies.ts",
    [
      { line: /^Normal readings .*: (\d+) of 400$/m, most: 12 },
      { line: /^Score of a normal reading: ([\d.]+)$/m, least: 0.5 },
      { line: /^Scores of three faults: ([\d.]+), ([\d.]+), ([\d.]+)$/m, most: 0.01 },
    ],
  ],
  ["intervals.ts", [{ line: /^Held-out prices .*: ([\d.]+) %$/m, least: 85, most: 95 }]],
  [
    "layers.ts",
    [
      { line: /^Held-out loss of the Gaussian: ([\d.]+) nats$/m, least: 4.3 },
      { line: /^Held-out loss with the layers as energy: ([\d.]+) nats$/m, most: 3.4 },
    ],
  ],
  [
    "menus.ts",
    [
      { line: /^Held-out loss of the prior: ([\d.]+) nats$/m, least: 3.5 },
      { line: /^Held-out loss .*, by the learned log Z: ([\d.]+) nats$/m, most: 3.1 },
      { line: /^Held-out loss .*, by the sum over all menus: ([\d.]+) nats$/m, most: 3.1 },
    ],
  ],
  [
    "bits.ts",
    [
      { line: /^Held-out loss: ([\d.]+) nats/m, most: 2.8 },
      { line: /^Hidden answers .*: ([\d.]+) %$/m, least: 84 },
    ],
  ],
];

test.each(programs)("%s prints numbers within their bounds", (file, bounds) => {
  const printed = printedBy(process.execPath, [...node, join(here, file)]);
  for (const { line, least = -Infinity, most = Infinity } of bounds) {
    const numbers = printed.match(line)?.slice(1).map(Number) ?? [];
    expect(numbers, `${line} in ${printed}`).not.toEqual([]);
    for (const value of numbers) {
      expect(value, `${line}`).toBeGreaterThanOrEqual(least);
      expect(value, `${line}`).toBeLessThanOrEqual(most);
    }
  }
});

function scores(program: string, args: readonly string[]): number[] {
  return JSON.parse(printedBy(program, args));
}

function printedBy(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { cwd: directory, encoding: "utf8" });
}

function expectEqual(actual: readonly number[]): void {
  expect(actual).toHaveLength(3);
  for (const [i, value] of actual.entries()) {
    expect(Math.abs(value / engine[i]! - 1)).toBeLessThan(1e-5);
  }
}

/**
 * Returns the installed package instead of a download, if it has the version that the page names.
 */
function onnxruntimeWeb(route: Route): Promise<void> {
  const dist = new URL(".", import.meta.resolve("onnxruntime-web"));
  const { version } = JSON.parse(readFileSync(new URL("../package.json", dist), "utf8"));
  const prefix = `https://cdn.jsdelivr.net/npm/onnxruntime-web@${version}/dist/`;
  const url = route.request().url();
  if (!url.startsWith(prefix)) return route.abort();
  return answer(route, fileURLToPath(new URL(url.slice(prefix.length), dist)));
}

async function answer(route: Route, path: string): Promise<void> {
  const types: Readonly<Record<string, string>> = {
    ".html": "text/html",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
  };
  const headers = { "access-control-allow-origin": "*" };
  const contentType = types[extname(path)] ?? "application/octet-stream";
  await route.fulfill({ body: await readFile(path), contentType, headers });
}
