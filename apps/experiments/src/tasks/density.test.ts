import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { key, normal, uniform } from "@ebm/core";
import { openSession } from "@ebm/engine";
import { readSchema, rowsToInputs } from "@ebm/onnx-export";
import { expect, test } from "vitest";
import { ebmEvents } from "../../test/ebm-here.js";
import { temporaryDirectory } from "../../test/own-files.js";

const directory = await temporaryDirectory();

/** Two numbers, one of which is missing at times, and a zone that decides the first. */
async function writeRows(name: string): Promise<string> {
  const [u, z] = [uniform(key(1), 300), normal(key(2), 300)];
  const lines = Array.from({ length: 150 }, (_, row) => {
    const zone = u[2 * row]! < 0.5 ? "north" : "south";
    const heat = (zone === "north" ? 5 : 25) + 2 * z[2 * row]!;
    const rain = u[2 * row + 1]! < 0.1 ? "" : (heat + z[2 * row + 1]!).toFixed(2);
    return `r${row},${zone},${heat.toFixed(2)},${rain}`;
  });
  const path = join(directory, name);
  await writeFile(path, ["id,zone,heat,rain", ...lines, ""].join("\n"));
  return path;
}

const file = await writeRows("rows.csv");
const out = join(directory, "run");
const quick = ["--drop", "id", "--energy", "none", "--budget", "1", "--threads", "1"];
const events = await ebmEvents("run", "density", "--file", file, ...quick, "--out", out, "--json");

test("a run learns a density of mixed columns, and compares it with simpler ones", async () => {
  const { metrics } = events.at(-1) as unknown as { metrics: Record<string, number> };
  expect(Object.keys(metrics)).toEqual([
    "nll",
    "logLikelihood",
    "nllStandardError",
    "baseNll",
    "mixtureNll",
    "simplestNll",
  ]);
  expect(metrics.logLikelihood).toBe(-metrics.nll!);
  expect(metrics.nll!).toBeLessThan(metrics.simplestNll! - 0.5);
  expect(metrics.baseNll).toBe(metrics.nll);
  const parts = events.filter(({ event }) => event === "part").map(({ part }) => part);
  expect(new Set(parts)).toEqual(new Set(["mixtures", "chains"]));
  const report = await readFile(join(out, "report.html"), "utf8");
  for (const text of ["independent columns", "within the resolution", "Samples beside test rows"]) {
    expect(report).toContain(text);
  }
  expect(report).not.toContain("Warning:");
});

test("its files take columns by name, and find a row that is unlike the others", async () => {
  const bytes = await readFile(join(out, "percentile.onnx"));
  const rows = [
    { zone: "north", heat: 5, rain: 5.2 },
    { zone: "north", heat: 25, rain: 5 },
    { zone: "west", heat: 5, rain: 5.2 },
  ];
  const session = await openSession(bytes);
  const { percentile } = await session.run(rowsToInputs(readSchema(bytes)!, rows).inputs);
  await session.dispose();
  const [usual, odd, unknown] = percentile!.data as Float32Array;
  expect(usual!).toBeGreaterThan(0.3);
  expect(odd!).toBeLessThan(0.02);
  expect(unknown!).toBeLessThan(usual!);
});

test("refuses sources that do not go together, and a column of text", async () => {
  const run = (...args: string[]) => ebmEvents("run", "density", "--file", file, ...args);
  await expect(run("--dataset", "concrete")).rejects.toThrow(
    "expected one of --dataset, --file and --train.",
  );
  await expect(run("--out", join(directory, "text"))).rejects.toThrow("`id`");
});

test("the directory of a run answers without its data, as its files do", async () => {
  const asked = ["predict", out, "--input", file, "--json"];
  const rows = await ebmEvents(...asked);
  const [first] = await ebmEvents("predict", join(out, "percentile.onnx"), ...asked.slice(2));
  expect(rows).toHaveLength(150);
  expect(Number(rows[0]!.percentile)).toBeCloseTo(Number(first!.percentile), 4);
  const [found] = await ebmEvents("evaluate", out, "--file", file, "--json");
  const { nll, frequencyNll } = found!.metrics as Record<string, number>;
  expect(nll!).toBeLessThan(frequencyNll!);
  const samples = await ebmEvents("sample", out, "--samples", "3", "--json");
  expect(samples[2]).toMatchObject({ zone: expect.stringMatching(/^(north|south)$/) });
});
