import { expect, test } from "vitest";
import { type AlarmInputs, findAlarms } from "./find-alarms.js";
import { summarizeSeries } from "./summarize-series.js";

function kinds(
  values: Readonly<Record<string, readonly number[]>>,
  others: Partial<AlarmInputs["history"] & Pick<AlarmInputs, "metrics">> = {},
): string[] {
  const { rollbacks = [], metrics = {} } = others;
  const series = new Map(
    Object.entries(values).map(([name, points]) => [
      name,
      { steps: points.map((_, i) => i + 1), values: [...points] },
    ]),
  );
  const summaries = Object.fromEntries(
    [...series].map(([name, points]) => [name, summarizeSeries(points)]),
  );
  return findAlarms({ history: { series, rollbacks }, summaries, metrics }).map(({ kind }) => kind);
}

const falling = Array.from({ length: 300 }, (_, i) => 5 * Math.exp(-i / 50));

test("a good run has no alarm", () => {
  expect(kinds({ loss: falling, "validation/nll": [3, 2, 1.9, 1.91, 1.92, 1.92] })).toEqual([]);
});

test.each([
  ["divergence", { loss: [...falling, ...falling.map((_, i) => i)] }, {}],
  ["divergence", {}, { rollbacks: [{ step: 3, reason: "The loss was not finite." }] }],
  ["weight collapse", { "validation/effectiveSamples": [9, 1.1] }, {}],
  ["weight collapse", {}, { metrics: { effectiveShare: 0.01 } }],
  ["log Z gap", { "validation/logPartitionRmse": [0.1, 3] }, {}],
  ["overfitting", { "validation/nll": [3, 2, 2.1, 2.2, 2.3] }, {}],
])("finds a %s", (kind, values, others) => {
  expect(kinds(values as Record<string, number[]>, others)).toEqual([kind]);
});
