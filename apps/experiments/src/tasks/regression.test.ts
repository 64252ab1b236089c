import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { key, normal, uniform } from "@ebm/core";
import { openSession } from "@ebm/engine";
import { readSchema, rowsToInputs } from "@ebm/onnx-export";
import { expect, test } from "vitest";
import { ebmEvents } from "../../test/ebm-here.js";
import { temporaryDirectory } from "../../test/own-files.js";

const directory = await temporaryDirectory();

/** A price that follows the area, with a spread that the zone decides; some are missing. */
async function writeRows(name: string): Promise<string> {
  const [u, z] = [uniform(key(1), 600), normal(key(2), 200)];
  const lines = Array.from({ length: 200 }, (_, row) => {
    const [area, zone] = [50 + 100 * u[3 * row]!, u[3 * row + 1]! < 0.5 ? "city" : "land"];
    const price = 1000 + 20 * area + (zone === "city" ? 300 : 30) * z[row]!;
    return `${area.toFixed(1)},${zone},${u[3 * row + 2]! < 0.05 ? "" : price.toFixed(2)}`;
  });
  const path = join(directory, name);
  await writeFile(path, ["area,zone,price", ...lines, ""].join("\n"));
  return path;
}

const file = await writeRows("rows.csv");
const out = join(directory, "run");
const quick = ["--target", "price", "--budget", "1", "--threads", "1"];
const events = await ebmEvents(
  "run",
  "regression",
  "--file",
  file,
  ...quick,
  "--out",
  out,
  "--json",
);

test("a run predicts a number with its density, in the unit of the column", async () => {
  const { metrics } = events.at(-1) as unknown as { metrics: Record<string, number> };
  expect(Object.keys(metrics)).toEqual([
    "nll",
    "logLikelihood",
    "nllStandardError",
    "baseNll",
    "constantSpreadNll",
    "gaussianNll",
    "rootMeanSquaredError",
    "coverage90",
  ]);
  expect(metrics.nll!).toBeLessThan(metrics.gaussianNll! - 0.5);
  expect(metrics.nll!).toBeLessThan(metrics.constantSpreadNll!);
  expect(metrics.rootMeanSquaredError!).toBeLessThan(450);
  const [notes] = events as unknown as [{ notes: string[] }];
  expect(notes.notes.some((note) => note.startsWith("Rows without a target"))).toBe(true);
  const report = await readFile(join(out, "report.html"), "utf8");
  for (const text of ["Intervals of 90 %", "constant spread", "Calibration"]) {
    expect(report).toContain(text);
  }
});

test("its files predict intervals by the names of columns", async () => {
  const run = async (name: string, rows: readonly Record<string, unknown>[]) => {
    const bytes = await readFile(join(out, name));
    const session = await openSession(bytes);
    const outputs = await session.run(rowsToInputs(readSchema(bytes)!, rows).inputs);
    await session.dispose();
    return Object.fromEntries(
      Object.entries(outputs).map(([output, { data }]) => [output, [...data]]),
    );
  };
  const rows = [
    { area: 100, zone: "city" },
    { area: 100, zone: "land" },
  ];
  const { mean, q05, q95 } = await run("predict.onnx", rows);
  for (const i of [0, 1]) expect(Math.abs(mean![i]! - 3000)).toBeLessThan(300);
  // the spread of prices is larger in the city
  expect(q95![0]! - q05![0]!).toBeGreaterThan(1.3 * (q95![1]! - q05![1]!));
  const { log_prob: logProb } = await run("log-prob.onnx", [
    { area: 100, zone: "city", price: 3000 },
    { area: 100, zone: "city", price: 9000 },
  ]);
  expect(logProb![0]!).toBeGreaterThan(logProb![1]! + 3);
});

test("asks for a target", async () => {
  await expect(ebmEvents("run", "regression", "--file", file)).rejects.toThrow(
    "no target: expected --target, the column to predict.",
  );
});

test("the directory of a run answers with intervals at any levels", async () => {
  const asked = ["--input", file, "--json", "--answer", "intervals", "--levels", "0.25,0.75"];
  const [row] = await ebmEvents("predict", out, ...asked);
  const { mean, quantiles } = row!.price as { mean: number; quantiles: Record<string, number> };
  expect(quantiles["0.25"]!).toBeLessThan(mean);
  expect(quantiles["0.75"]!).toBeGreaterThan(mean);
});
