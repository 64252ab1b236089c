import { key } from "@ebm/core/random";
import { describe, expect, test } from "vitest";
import type { Matrix } from "./matrix.js";
import { xorLabels } from "./xor-labels.js";

const LABELS = 4;

/** One input beside every y. */
function beside(x: Float32Array): { readonly x: Matrix; readonly y: Matrix } {
  const rows = 2 ** LABELS;
  const y = Float32Array.from({ length: rows * LABELS }, (_, at) => {
    return (Math.floor(at / LABELS) >> (at % LABELS)) & 1;
  });
  const xs = Float32Array.from({ length: rows * x.length }, (_, at) => x[at % x.length]!);
  return { x: { data: xs, shape: [rows, x.length] }, y: { data: y, shape: [rows, LABELS] } };
}

describe.each([true, false])("xorLabels, anchored: %s", (anchored) => {
  const { features, sample, logProb } = xorLabels({ labels: LABELS, strength: 1.5, anchored });
  const x = sample(key(1), 1).x.data;
  const pairs = beside(x);
  const p = logProb(pairs).map(Math.exp);

  test("sums to one over all y", () => {
    expect(p.reduce((sum, value) => sum + value)).toBeCloseTo(1, 12);
  });

  test("is an Ising model: log p + const = Σ β x s s′", () => {
    const s = (row: number, i: number): number => 2 * pairs.y.data[row * LABELS + i]! - 1;
    const affinity = (row: number): number => {
      let sum = anchored ? 1.5 * x[0]! * s(row, 0) : 0;
      for (let i = 1; i < LABELS; i++) {
        sum += 1.5 * x[anchored ? i : i - 1]! * s(row, i - 1) * s(row, i);
      }
      return sum;
    };
    const offset = Math.log(p[0]!) - affinity(0);
    for (const [row, value] of p.entries()) {
      expect(Math.log(value) - affinity(row)).toBeCloseTo(offset, 10);
    }
  });

  test("draws y as often as p says, whatever x", () => {
    const count = 20_000;
    const drawn = sample(key(2), count);
    expect(drawn.x.shape).toEqual([count, features]);
    const logs = logProb(drawn);
    const mean = logs.reduce((sum, value) => sum + value) / count;
    // E log p(y|x) is −Σ E H(σ(2β xᵢ)), here by the entropy of each bond at the x drawn
    let expected = anchored ? 0 : -Math.LN2;
    for (const value of drawn.x.data) expected -= entropy(1 / (1 + Math.exp(-3 * value))) / count;
    expect(Math.abs(mean - expected)).toBeLessThan(0.05);
  });

  test("tells no label apart from a coin by a linear function of x, but the anchored one", () => {
    const count = 20_000;
    const drawn = sample(key(3), count);
    for (let label = 0; label < LABELS; label++) {
      for (let feature = 0; feature < features; feature++) {
        let sum = 0;
        for (let row = 0; row < count; row++) {
          const s = 2 * drawn.y.data[row * LABELS + label]! - 1;
          sum += (s * drawn.x.data[row * features + feature]!) / count;
        }
        const informed = anchored && label === 0 && feature === 0;
        if (informed) expect(sum).toBeGreaterThan(0.5);
        else expect(Math.abs(sum)).toBeLessThan(5 / Math.sqrt(count));
      }
    }
  });
});

test("marginals are ½ without an anchor", () => {
  const { sample, logProb } = xorLabels({ labels: LABELS, strength: 2 });
  const pairs = beside(sample(key(4), 1).x.data);
  const p = logProb(pairs).map(Math.exp);
  for (let label = 0; label < LABELS; label++) {
    const marginal = p.reduce((sum, value, row) => {
      return sum + value * pairs.y.data[row * LABELS + label]!;
    }, 0);
    expect(marginal).toBeCloseTo(0.5, 12);
  }
});

test("log p is finite at couplings of 1e4", () => {
  const { logProb } = xorLabels({ labels: 2, strength: 1e4 });
  const x = { data: [1, 1], shape: [2, 1] } as const;
  const y = { data: [1, 1, 1, 0], shape: [2, 2] } as const;
  const [same, other] = logProb({ x, y });
  expect(same).toBeCloseTo(-Math.LN2, 12);
  expect(other).toBeCloseTo(-2e4 - Math.LN2, 6);
});

test("what does not fit is refused", () => {
  expect(() => xorLabels({ labels: 1, strength: 1 })).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: xorLabels: \`labels\` is 1, expected an integer of at least 2.]`,
  );
  const { sample, logProb } = xorLabels({ labels: 2, strength: 1 });
  expect(() => sample(key(1), 0)).toThrow("`count` is 0, expected an integer of at least 1");
  const { y } = sample(key(1), 3);
  expect(() => logProb({ x: y, y })).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: xorLabels.logProb: \`x\` has shape [3, 2] and \`y\` [3, 2], expected [rows, 1] and [rows, 2].]`,
  );
});

function entropy(p: number): number {
  return p > 0 && p < 1 ? -p * Math.log(p) - (1 - p) * Math.log(1 - p) : 0;
}
