import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderPng } from "./drawing/render-png.js";
import { renderSvg } from "./drawing/render-svg.js";
import type { ReportData } from "./report-data.js";
import { reportPlots } from "./report-plots.js";
import { writeReport } from "./write-report.js";

const hostile = `</title><script>alert("x")</script>' & ]]> url(#clip1) 日本 τ \u0007`;

const score = { better: "higher", decimals: 2 } as const;
const metricFacts = {
  f1Micro: { ...score, name: "F1 × 100, micro" },
  f1Samples: { ...score, name: "F1 × 100, samples" },
  hammingLoss: { ...score, better: "lower", name: "Hamming loss × 100" },
} as const;

const full: ReportData = {
  title: `Run ${hostile}`,
  score: "f1Micro",
  metricFacts,
  headline: ["f1Micro", "f1Samples", "nll"],
  dataset: { name: hostile, rows: 9, dimensions: { [hostile]: 3 }, split: { [hostile]: 9 } },
  config: { [hostile]: { nested: [1, hostile] }, seed: 1, none: null },
  command: `ebm run --file "${hostile}"`,
  training: Array.from({ length: 2500 }, (_, i) => ({ step: i, loss: Math.exp(-i / 300) })),
  lossUnit: "nats",
  validation: Array.from({ length: 5 }, (_, i) => ({ step: 500 * i, nll: 3 - i, score: 10 * i })),
  metrics: { f1Micro: 65.35, nll: Number.NaN, [hostile]: 1 },
  published: [
    {
      metric: "f1Micro",
      value: 65.04,
      method: hostile,
      own: true,
      source: hostile,
      url: "https://arxiv.org/abs/2501.18528",
    },
    { metric: "nll", value: 2, method: "m", own: true, source: "s", url: "javascript:alert(1)" },
  ],
  logPartition: { learned: [1, 2, 3], exact: [1.1, 2.1, 2.9] },
  calibration: [{ predicted: 0.2, observed: 0.3, count: 5 }],
  labels: [{ label: hostile, f1: 40, support: 4 }],
  exports: [
    {
      file: `${hostile}.onnx`,
      runtime: hostile,
      batch: 7,
      maxAbsError: 3.6e-7,
      maxRelError: null,
      passed: false,
    },
  ],
  timings: { msPerStep: 0.61, totalSeconds: 42 },
  environment: { [hostile]: hostile },
};

const plots = Object.values(reportPlots(full)).flat();
let folder: string;
let page: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ebm-report-"));
  page = await written("full", full);
});
afterAll(() => rm(folder, { recursive: true }));

const written = async (name: string, data: ReportData): Promise<string> =>
  readFile(await writeReport(join(folder, name), data), "utf8");

describe("writeReport", () => {
  test("leaves every plot as SVG and PNG beside the page, and nothing else", async () => {
    const names = plots.flatMap(({ name }) => [`${name}.png`, `${name}.svg`]);
    expect(await readdir(join(folder, "full"))).toEqual(["plots", "report.html"]);
    expect(await readdir(join(folder, "full/plots"))).toEqual(names.toSorted());
    expect(names).toHaveLength(16);
    for (const { name } of plots) {
      const png = await readFile(join(folder, "full/plots", `${name}.png`));
      expect(png.subarray(1, 4).toString(), name).toBe("PNG");
      expect(png.readUInt32BE(16), name).toBe(960);
      expect(png.length, name).toBeGreaterThan(8000);
    }
  });

  test("is the same file for the same data", async () => {
    expect(await written("again", full)).toBe(page);
    for (const file of await readdir(join(folder, "full/plots"))) {
      const [a, b] = [join(folder, "full/plots", file), join(folder, "again/plots", file)];
      expect((await readFile(a)).equals(await readFile(b)), file).toBe(true);
    }
  });

  test("escapes whatever a data set may be called", () => {
    expect(page).not.toContain("\u0007");
    expect(page).not.toMatch(/<script|<\/title>(?!\n<style>)|NaN|undefined|\[object/);
    expect(page.match(/&lt;script&gt;/g)!.length).toBeGreaterThan(10);
    expect(unbalanced(page)).toEqual([]);
  });

  test("fetches nothing, and links to the web's addresses only", () => {
    const references = page.matchAll(/(?:src|href|srcset|action|data)="([^"]*)"|url\(([^)]*)\)/g);
    const outside = [...references]
      .map(([, attribute, css]) => attribute ?? css)
      .filter((target) => !/^#[\w-]+$/.test(target!));
    expect(outside).toEqual(["https://arxiv.org/abs/2501.18528"]);
  });

  test("gives each drawing ids of its own, and every reference its id", () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    const references = [...page.matchAll(/"url\(#([^)]*)\)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(references.length).toBeGreaterThan(1);
    expect(ids).toEqual(expect.arrayContaining(references));
  });

  test("says in words what there is none of", async () => {
    const none = await written("empty", {
      ...full,
      training: [{ step: 1, loss: null }],
      metrics: {},
      ...{ validation: [], published: [], labels: [], calibration: [], exports: [] },
      logPartition: { learned: [], exact: [] },
    });
    for (const sentence of [
      "Nothing was measured on held-out data.",
      "No learned and exact log-partition were compared.",
      "No step with a finite loss was recorded.",
      "No validation was made.",
      "No model was exported.",
    ]) {
      expect(none).toContain(sentence);
    }
    expect(none).not.toContain("<svg");
  });

  test("shows the published figure beside ours, and a failed verification", () => {
    expect(page).toContain("65.04 published");
    expect(page).toContain(">+0.31</td>");
    expect(page).toContain("✗ no");
    expect(page).toContain("0 of 1");
  });

  test("tells a figure that stands beside several metrics once, and of its own method only", async () => {
    const figure = { value: 65.04, method: "min-min", own: true, source: "paper" };
    const published = ["f1Micro", "f1Samples"].map((metric) => ({ ...figure, metric }));
    const metrics = { f1Micro: 65.35, f1Samples: 64, nll: null };
    const both = await written("both", { ...full, metrics, published });
    expect(both.match(/<p class="remark">.*min-min.*<\/p>/g)).toEqual([
      `<p class="remark">F1 × 100, micro and F1 × 100, samples, published: min-min, paper; it does not say which of them its figure is.</p>`,
    ]);
    expect(both).toContain('<td class="number strong">–</td>');
    const others = published.map((it) => ({ ...it, own: false }));
    const none = await written("none", { ...full, metrics, published: others });
    expect(none).not.toContain("65.04 published");
    expect(none).not.toContain(">Published</th>");
  });
});

describe("a drawing", () => {
  test("is well-formed XML, and its text is ink", async () => {
    const { name, spec } = plots.find((plot) => plot.name === "label-f1")!;
    const svg = await renderSvg(name, spec);
    expect(unbalanced(svg)).toEqual([]);
    await expect(renderPng(svg.replace("</svg>", ""))).rejects.toThrow();
    const mute = svg.replace(/<text.*?<\/text>/g, "");
    const [loud, silent] = await Promise.all([renderPng(svg), renderPng(mute)]);
    expect(loud.length).toBeGreaterThan(2 * silent.length);
  });

  test("has no text of a number that is none", async () => {
    for (const { name, spec } of plots) {
      expect(await renderSvg(name, spec), name).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

/** Tags that are closed without being open, or left open. */
function unbalanced(markup: string): string[] {
  const open: string[] = [];
  for (const [, close, name, self] of markup.matchAll(
    /<(\/?)([a-zA-Z][\w-]*)(?:\s+[\w:-]+(?:="[^"<]*")?)*\s*(\/?)>/g,
  )) {
    if (self || name === "meta") continue;
    if (!close) open.push(name!);
    else if (open.pop() !== name) return [`</${name}>`];
  }
  return open;
}
