import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { key, normal, uniform } from "@ebm/core";
import { beforeEach, expect, test } from "vitest";
import { ebmEvents as ebm } from "../../../test/ebm-here.js";
import { temporaryDirectory } from "../../../test/own-files.js";
import { FILES } from "../../run-files/files.js";

let directory: string;
beforeEach(async () => {
  directory = await temporaryDirectory();
});

/**
 * A table of a number and a color, and orders of three labels by noisy utilities that depend on
 * them or on nothing. Of seven rows one has a tie, and one leaves a label out.
 */
async function writeTable(dependence: number, rows = 120): Promise<string> {
  const noise = normal(key(1), 4 * rows);
  const lines = Array.from({ length: rows }, (_, row) => {
    const [a, ...own] = noise.subarray(4 * row, 4 * row + 4) as unknown as [number, ...number[]];
    const color = row % 2 ? "red" : "blue";
    const slopes = [a, -a, row % 2 ? 1 : -1];
    const order = [0, 1, 2].sort(
      (i, j) => dependence * (slopes[j]! - slopes[i]!) + own[j]! - own[i]!,
    );
    const [first, second, third] = order.map((label) => "xyz"[label]);
    const mark = row % 7 === 1 ? "=" : ">";
    return `${a},${color},${first}>${second}${row % 7 === 2 ? "" : `${mark}${third}`}`;
  });
  const path = join(directory, "table.csv");
  await writeFile(path, ["a,color,ranking", ...lines, ""].join("\n"));
  return path;
}

const run = (table: string, out: string, ...more: string[]) =>
  ebm("run", "label-ranking", "--file", table, "--out", out, "--json", ...more);

const BUDGET = ["--budget", "0.2"];

test("runs by default on ties and partial rankings, part by part, and exports", async () => {
  const out = join(directory, "run");
  const events = await run(await writeTable(3), out, ...BUDGET);
  const parts = events.filter(({ event }) => event === "part");
  expect(parts.map(({ step, part }) => [step, part])).toEqual(
    [
      "networks",
      "extra trees",
      "extra trees, leaves of 5",
      "forest",
      "neighbors",
      "ridge",
      "stack",
      "chains",
    ].map((part, i) => [i + 1, part]),
  );
  const { metrics } = events.at(-1) as { metrics?: Record<string, number> };
  expect(metrics!.nll).toBeLessThan(metrics!.frequencyNll! - 0.2);
  expect(metrics!.uniformNll).toBeLessThan(Math.log(6));
  expect(metrics!.kendallTau).toBeGreaterThan(50);
  expect(Object.keys(metrics!)).toEqual(expect.arrayContaining(["nllStandardError", "baseNll"]));
  expect(events.some(({ event }) => event === "warnings")).toBe(false);

  const checks = await ebm("export", out, "--what", "all", "--json");
  expect(new Set(checks.map(({ file }) => file))).toEqual(
    new Set(["log-prob.onnx", "predict.onnx"]),
  );
  for (const check of checks) expect(check).toMatchObject({ event: "export", passed: true });
  const report = await readFile(join(out, FILES.page), "utf8");
  for (const text of [
    "best Plackett–Luce model without x",
    "extra trees, leaves of 5",
    "forest",
    "chains of choices",
  ])
    expect(report).toContain(text);

  // the six orders of a row: their probabilities sum to 1, and the predicted one is among the likely
  const x = { a: 1, color: "red" };
  const input = join(directory, "rows.jsonl");
  const orders = ["x>y>z", "x>z>y", "y>x>z", "y>z>x", "z>x>y", "z>y>x"];
  const rows = orders.map((ranking) => JSON.stringify({ ...x, ranking }));
  await writeFile(input, rows.join("\n"));
  const logProb = await ebm("predict", join(out, "log-prob.onnx"), "--input", input, "--json");
  const probabilities = logProb.map(({ probability }) => probability as number);
  expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
  const predicted = await ebm("predict", join(out, "predict.onnx"), "--input", input, "--json");
  const chosen = orders.indexOf(predicted[0]!.ranking as string);
  expect(probabilities[chosen]).toBeGreaterThan(1 / 6);
});

test("fits an energy on top of a base, and exports it", async () => {
  const out = join(directory, "run");
  // `x` is first or last
  const orders = ["x>y>z", "x>z>y", "y>z>x", "z>y>x"];
  const coins = uniform(key(3), 400);
  const lines = [...coins].map((u, row) => `${row % 7},red,${orders[Math.floor(4 * u)]}`);
  const table = join(directory, "ends.csv");
  await writeFile(table, ["a,color,ranking", ...lines, ""].join("\n"));
  const options = ["--base", "frequencies", "--energy", "auto", "--budget", "5"];
  const events = await run(table, out, ...options);
  const parts = events.filter(({ event }) => event === "part").map(({ part }) => part);
  expect(parts).toEqual(["stack", "chains", "energy pairs"]);
  const { metrics } = events.at(-1) as { metrics?: Record<string, number> };
  expect(metrics).toMatchObject({ tiltKept: 1, effectiveShare: 1 });
  expect(metrics!.nll).toBeLessThan(metrics!.baseNll! - 0.2);
  const checks = await ebm("export", out, "--what", "all", "--json");
  for (const check of checks) expect(check).toMatchObject({ event: "export", passed: true });
  const report = await readFile(join(out, FILES.page), "utf8");
  expect(report).toContain("An energy on top of the base (pairs) adds");
});

test("a run that was killed during the fit fits again, to the same bits", async () => {
  const out = join(directory, "run");
  const { metrics } = (await run(await writeTable(3), out, ...BUDGET)).at(-1)!;
  const names = [FILES.checkpoint, FILES.metrics, "log-prob.onnx", "predict.onnx"];
  const read = () => Promise.all(names.map((name) => readFile(join(out, name), "base64")));
  const before = await read();
  for (const name of [FILES.checkpoint, FILES.result]) await rm(join(out, name));
  expect((await ebm("resume", out, "--json")).at(-1)!.metrics).toEqual(metrics);
  expect(await read()).toEqual(before);
});

test("says so where the features say nothing, and is not worse than the mean order", async () => {
  const out = join(directory, "run");
  const events = await run(await writeTable(0), out, ...BUDGET);
  const { metrics } = events.at(-1) as { metrics?: Record<string, number> };
  expect(metrics!.nll).toBeLessThan(metrics!.frequencyNll! + metrics!.nllStandardError!);
  const best = Math.min(metrics!.frequencyNll!, metrics!.uniformNll!);
  const warning = events.find(({ event }) => event === "warnings");
  expect(warning !== undefined).toBe(!(metrics!.nll! < best));
});

test("models of the paper refuse partial rankings and ties, and name the default", async () => {
  const table = await writeTable(1);
  await expect(run(table, join(directory, "run"), "--model", "birkhoff")).rejects.toThrow(
    /table.csv: row 2 has labels that tie, expected .*, as --model birkhoff needs: use --model stack/,
  );
});
