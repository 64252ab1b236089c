import { key, uniform } from "@ebm/core";
import { takeRows } from "@ebm/datasets";
import { expect, test } from "vitest";
import { allStates } from "./all-states.js";
import { bitColumns } from "./bit-columns.js";
import type { BitsModel } from "./bits-model.js";
import { fitBits } from "./fit-bits.js";

const levels = [3, 2, 2, 4, 2, 3];
const dim = levels.length;

/** Rows whose columns tend to repeat the one before. */
function make(seed: number, rows: number) {
  const u = uniform(key(seed), rows * dim);
  const data = new Float32Array(rows * dim);
  for (let i = 0; i < data.length; i++) {
    const j = i % dim;
    const before = j === 0 ? 0 : data[i - 1]! % levels[j]!;
    data[i] = u[i]! < 0.8 && j > 0 ? before : Math.floor(((u[i]! * 997) % 1) * levels[j]!);
  }
  return { data, shape: [rows, dim] as const };
}

const whole = make(1, 1200);
const hidden = uniform(key(2), whole.data.length);
const rows = {
  ...whole,
  data: whole.data.map((value, i) => (hidden[i]! < 0.2 ? Number.NaN : value)),
};
const options = { levels, energy: "none", budgetSeconds: 1, key: key(3) } as const;
const model = await fitBits({ ...options, rows });

test("learns more from rows with missing entries than from the complete ones alone", async () => {
  const complete = [...Array(1200).keys()].filter(
    (row) => !rows.data.subarray(row * dim, (row + 1) * dim).some(Number.isNaN),
  );
  const other = await fitBits({ ...options, rows: takeRows(rows, complete) });
  const held = make(4, 2000);
  const sumOf = async ({ logProb }: BitsModel): Promise<number> =>
    (await logProb(held)).reduce((a, b) => a + b);
  expect((await sumOf(model)) / 2000).toBeGreaterThan((await sumOf(other)) / 2000 + 0.01);
});

test("has probabilities that sum to 1, and says how much was missing", async () => {
  const probabilities = (await model.logProb(allStates(bitColumns(levels)))).map(Math.exp);
  expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 8);
  expect(model.report.notes[1]).toMatch(/^21 % of the entries are missing/);
});

test("fills in most entries as they were", async () => {
  const { data } = (await model.fill(rows)).values;
  const missing = [...data.keys()].filter((i) => Number.isNaN(rows.data[i]!));
  const right = missing.filter((i) => data[i] === whole.data[i]).length;
  expect(right / missing.length).toBeGreaterThan(0.7);
});
