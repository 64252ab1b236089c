import { foldIn, key, normal, uniform } from "@ebm/core";
import { expect, test } from "vitest";
import { fitTilt } from "../tilt/fit-tilt.js";
import { pairTilt } from "../tilt/pair-tilt.js";
import { labelTiltRows } from "./label-tilt-rows.js";

/** Independent labels given their logits. */
const independent = {
  order: Int32Array.of(0, 1),
  scale: Float32Array.of(1, 1),
  bias: new Float32Array(2),
  couplings: { data: new Float32Array(4), shape: [2, 2] as const },
};

/** Rows whose two labels are equal four times in five. */
function rows(count: number, seed: number) {
  const y = { data: new Float32Array(count * 2), shape: [count, 2] as const };
  const u = uniform(key(seed), count * 2);
  for (let row = 0; row < count; row++) {
    const first = Number(u[2 * row]! < 0.5);
    y.data.set([first, u[2 * row + 1]! < 0.8 ? first : 1 - first], 2 * row);
  }
  const logits = { data: normal(foldIn(key(seed), 1), count * 2).map((v) => 0.01 * v) };
  return { logits: { ...logits, shape: y.shape }, y, chains: [independent] };
}

test("an energy on top of independent labels finds that they depend on one another", async () => {
  const [train, validation] = [
    await labelTiltRows(rows(400, 1)),
    await labelTiltRows(rows(200, 2)),
  ];
  const { states, sample } = train;
  const all = states!.logProb(Int32Array.of(0, 5));
  expect(Array.from(all).reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(2, 5);
  const drawn = await sample({ rows: Int32Array.of(3, 1), samples: 4, key: key(3) });
  expect(drawn).toHaveLength(2 * 4 * 2);

  const tilt = pairTilt({ dim: 2, center: [0.5, 0.5] });
  const fitted = await fitTilt({ tilt, train, validation, learningRate: 0.05, steps: 200 });
  expect(fitted.kept).toBe(true);
  // log 2 less the entropy of (0.8, 0.2): 0.193 nats
  expect(fitted.verdict.gain).toBeGreaterThan(0.1);
});
