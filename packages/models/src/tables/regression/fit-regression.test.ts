import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { key, normal, uniform } from "@ebm/core";
import { expect, test } from "vitest";
import { loadModel } from "../load-model.js";
import { fitRegression } from "./fit-regression.js";
import type { FittedRegression } from "./open-regression.js";

const [u, z] = [uniform(key(1), 400), normal(key(2), 200)];
const rows: Record<string, unknown>[] = Array.from({ length: 200 }, (_, row) => {
  const [area, zone] = [50 + 100 * u[2 * row]!, u[2 * row + 1]! < 0.5 ? "city" : "land"];
  const price = 100_000 + 20 * area + (zone === "city" ? 300 : 30) * z[row]!;
  return { area: row % 10 === 0 ? null : area, zone, price: row === 3 ? null : price };
});

test("fits a density of a number, which is saved and opened with the same answers", async () => {
  const model = await fitRegression(rows, { target: "price", budgetSeconds: 1 });
  const { nll, frequencyNll, notes } = model.report;
  expect(model.report.rows).toBe(199);
  expect(notes).toContain("Rows without a target that were left out: 1.");
  expect(nll).toBeLessThan(frequencyNll - 0.3);
  const fresh = [
    { area: 100, zone: "city" },
    { area: 100, zone: "land" },
  ];
  const [city, land] = await model.intervals(fresh);
  const widthOf = ({ quantiles }: { readonly quantiles: readonly number[] }): number =>
    quantiles[2]! - quantiles[0]!;
  expect(Math.abs(city!.price!.mean - 102_000)).toBeLessThan(300);
  expect(widthOf(city!.price!)).toBeGreaterThan(1.3 * widthOf(land!.price!));
  const [predicted] = await model.predict(fresh);
  expect(predicted!.price).toBeCloseTo(city!.price!.mean, 6);
  const samples = await model.sample(fresh, { samples: 100, key: key(3) });
  expect(samples.map(({ length }) => length)).toEqual([100, 100]);
  const known = rows.filter((_, row) => row !== 3);
  expect((await model.evaluate(known)).nll).toBeLessThan(frequencyNll);
  await expect(model.logProb(rows)).rejects.toThrow("expected a finite number");

  const directory = await mkdtemp(join(tmpdir(), "ebm-regression-"));
  try {
    await model.save(directory);
    const opened = (await loadModel(directory)) as FittedRegression;
    expect(await opened.intervals(fresh)).toEqual([city, land]);
    await opened.dispose();
  } finally {
    await rm(directory, { recursive: true, force: true });
    await model.dispose();
  }
});

test("refuses a target that is no number", async () => {
  await expect(fitRegression(rows, { target: "zone" })).rejects.toThrow(
    "`zone` is a category, expected numbers.",
  );
});
