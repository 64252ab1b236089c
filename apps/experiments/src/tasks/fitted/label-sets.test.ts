import { readdir, readFile, rm, writeFile } from "node:fs/promises";
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

const LABELS = ["--labels", "calm,loud"];

/** A table of two features and two labels, which depend on the first feature or on nothing. */
async function writeTable(dependence: number, rows = 120): Promise<string> {
  const noise = normal(key(1), 3 * rows);
  const coins = uniform(key(2), rows);
  const lines = Array.from({ length: rows }, (_, row) => {
    const [a, b, own] = noise.subarray(3 * row, 3 * row + 3) as unknown as number[];
    const calm = Number(dependence * a! + own! > 0);
    return [a, b, row % 17 === 0 ? "?" : calm, coins[row]! < 0.8 ? 1 - calm : calm].join(",");
  });
  const path = join(directory, "table.csv");
  await writeFile(path, ["a,b,calm,loud", ...lines, ""].join("\n"));
  return path;
}

const run = (table: string, out: string, ...more: string[]) =>
  ebm(
    "run",
    "multilabel",
    "--train",
    table,
    ...LABELS,
    "--budget",
    "0.2",
    "--out",
    out,
    "--json",
    ...more,
  );

test("runs by default, part by part, and goes on to the same bits", async () => {
  const table = await writeTable(3);
  const out = join(directory, "run");
  const events = await run(table, out, "--missing", "?");
  const parts = events.filter(({ event }) => event === "part");
  expect(parts.map(({ step, part }) => [step, part])).toEqual(
    ["logistic", "forest", "extra trees", "neighbors", "networks", "stack", "chain"].map(
      (part, i) => [i + 1, part],
    ),
  );
  expect(events.find(({ event }) => event === "start")).toMatchObject({ step: 0, steps: 7 });
  const { metrics } = events.at(-1) as { metrics?: Record<string, number> };
  expect(metrics!.nll).toBeLessThan(metrics!.frequencyNll! - 0.2);
  expect(metrics!.uniformNll).toBeLessThan(2 * Math.LN2);
  expect(Object.keys(metrics!)).toEqual(
    expect.arrayContaining(["nllStandardError", "baseNll", "f1Micro", "f1Samples", "f1Macro"]),
  );
  expect(events.some(({ event }) => event === "warnings")).toBe(false);

  // a run that was killed during the fit has no checkpoint, and starts again
  const names = [FILES.checkpoint, FILES.metrics, "log-prob.onnx", "marginals.onnx"];
  const before = await Promise.all(names.map((name) => readFile(join(out, name))));
  for (const name of [FILES.checkpoint, FILES.result]) await rm(join(out, name));
  expect((await ebm("resume", out, "--json")).at(-1)!.metrics).toEqual(metrics);
  for (const [i, name] of names.entries()) {
    expect((await readFile(join(out, name))).equals(before[i]!), name).toBe(true);
  }

  const checks = await ebm("export", out, "--what", "all", "--json");
  expect(new Set(checks.map(({ file }) => file))).toEqual(
    new Set(["log-prob.onnx", "predict.onnx", "marginals.onnx", "sampler.onnx"]),
  );
  for (const check of checks) expect(check).toMatchObject({ event: "export", passed: true });
  const report = await readFile(join(out, FILES.page), "utf8");
  for (const text of [
    "Better than the label frequencies by",
    "95 % confidence interval",
    "Brier score",
    "Expected calibration error",
    "its best member alone",
    "extra trees",
  ])
    expect(report).toContain(text);
  expect(report).not.toContain("Published");
});

test("refuses too few rows before it starts", async () => {
  const out = join(directory, "run");
  await expect(run(await writeTable(3, 4), out)).rejects.toThrow(
    /table\.csv has 3 training rows, expected 4 or more for --model stack/,
  );
  expect(await readdir(directory)).toEqual(["table.csv"]);
});

test("says so where the features say nothing, and is not worse than frequencies", async () => {
  const out = join(directory, "run");
  const events = await run(await writeTable(0), out, "--missing", "?", "--steps", "9");
  const { metrics } = events.at(-1) as { metrics?: Record<string, number> };
  expect(metrics!.nll).toBeLessThan(metrics!.frequencyNll! + metrics!.nllStandardError!);
  const notes = events.find(({ event }) => event === "notes")!.notes as string[];
  expect(notes).toContain("--steps has no effect on --model stack: use --budget.");
  expect(notes).toContainEqual(expect.stringContaining("to stay within 0.2 s"));
  const warning = events.find(({ event }) => event === "warnings");
  expect(warning !== undefined).toBe(metrics!.nll! >= metrics!.frequencyNll!);
});

test("fits an energy on top of a base, keeps it, and says what it adds", async () => {
  const out = join(directory, "run");
  const options = ["--base", "independent", "--energy", "pairs", "--budget", "5"];
  const events = await run(await writeTable(1, 300), out, ...options);
  const parts = events.filter(({ event }) => event === "part").map(({ part }) => part);
  expect(parts).toEqual(["logistic", "stack", "chain", "energy pairs"]);
  const { metrics } = events.at(-1) as { metrics?: Record<string, number> };
  expect(metrics).toMatchObject({ tiltKept: 1, effectiveShare: 1 });
  expect(metrics!.nll).toBeLessThan(metrics!.baseNll! - 0.05);
  const report = await readFile(join(out, FILES.page), "utf8");
  expect(report).toContain("An energy on top of the base (pairs) adds");
  expect(report).toContain("Its log Z is exact.");

  const checks = await ebm("export", out, "--what", "log-prob", "--json");
  expect(new Set(checks.map(({ file }) => file))).toEqual(new Set(["log-prob.onnx"]));
  for (const check of checks) expect(check).toMatchObject({ event: "export", passed: true });
  await expect(ebm("export", out, "--what", "sampler", "--json")).rejects.toThrow(
    /samples of a model with an energy/,
  );
  const input = join(directory, "rows.jsonl");
  const rows = [0, 1, 2, 3].map((set) => ({ a: 0.3, b: 1, calm: set & 1, loud: set >> 1 }));
  await writeFile(input, rows.map((row) => JSON.stringify(row)).join("\n"));
  const logProb = await ebm("predict", join(out, "log-prob.onnx"), "--input", input, "--json");
  const total = logProb.reduce((sum, { probability }) => sum + (probability as number), 0);
  expect(total).toBeCloseTo(1, 5);
});

test("refuses energies and weights that the models cannot take, and says why", async () => {
  const [table, out] = [await writeTable(1), join(directory, "run")];
  await expect(run(table, out, "--weight", "a")).rejects.toThrow(/weigh all rows alike/);
  const papers = ["run", "multilabel", "--train", table, ...LABELS, "--model", "unary"];
  await expect(ebm(...papers, "--energy", "pairs", "--out", out)).rejects.toThrow(
    /--energy applies only to --model stack/,
  );
});
