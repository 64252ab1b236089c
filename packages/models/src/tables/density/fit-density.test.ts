import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { key, normal, uniform } from "@ebm/core";
import { openSession } from "@ebm/engine";
import { readSchema, rowsToInputs } from "@ebm/onnx-export";
import { expect, test } from "vitest";
import { loadModel } from "../load-model.js";
import { fitDensity } from "./fit-density.js";
import type { FittedDensity } from "./open-density.js";

const [u, z] = [uniform(key(1), 300), normal(key(2), 300)];
const rows = Array.from({ length: 150 }, (_, row) => {
  const zone = u[2 * row]! < 0.5 ? "north" : "south";
  const heat = 5000 + (zone === "north" ? 5 : 25) + 2 * z[2 * row]!;
  return { id: `r${row}`, zone, heat, rain: u[2 * row + 1]! < 0.1 ? null : heat + z[2 * row + 1]! };
});

test("fits a density of a table, which is saved and opened with the same answers", async () => {
  const model = await fitDensity(rows, { drop: ["id"], energy: "none", budgetSeconds: 1 });
  const { nll, frequencyNll, uniformNll, parts } = model.report;
  expect(nll).toBeLessThan(frequencyNll - 0.5);
  expect(frequencyNll).toBeLessThan(uniformNll + 1);
  expect(parts.at(-1)!.nll).toBe(nll);
  const odd = { zone: "north", heat: 5025, rain: 5005 };
  const [usual, unusual] = await model.percentile([rows[0]!, odd]);
  expect(usual!).toBeGreaterThan(0.01);
  expect(unusual!).toBeLessThan(0.02);
  const scores = await model.evaluate(rows);
  expect(scores.nll).toBeLessThan(scores.frequencyNll);
  const samples = await model.sample(50, { key: key(3) });
  expect(samples.every(({ heat }) => (heat as number) > 4900 && (heat as number) < 5200)).toBe(
    true,
  );
  expect(samples.some(({ zone }) => zone === "south")).toBe(true);

  const directory = await mkdtemp(join(tmpdir(), "ebm-density-"));
  try {
    await model.save(directory);
    const opened = (await loadModel(directory)) as FittedDensity;
    const logProb = await model.logProb(rows);
    expect(await opened.logProb(rows)).toEqual(logProb);
    await opened.dispose();
    const bytes = await readFile(join(directory, "log-prob.onnx"));
    const session = await openSession(bytes);
    const { log_prob } = await session.run(rowsToInputs(readSchema(bytes)!, rows).inputs);
    await session.dispose();
    for (const [row, value] of logProb.entries()) {
      expect(log_prob!.data[row] as number).toBeCloseTo(value, 2);
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
    await model.dispose();
  }
});
