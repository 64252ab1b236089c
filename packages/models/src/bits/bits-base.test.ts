import { key, normal, uniform } from "@ebm/core";
import { binaryStates } from "@ebm/metrics";
import { describe, expect, test } from "vitest";
import { bitRows, weightedMean } from "./bit-rows.js";
import { type BitsBaseParams, openBitsBase } from "./bits-params.js";
import { fitBitsChain } from "./fit-bits-chain.js";
import { fitTreeMixture } from "./fit-tree-mixture.js";

const dim = 5;
const states = binaryStates(dim);
const all = bitRows("test", states);

/** Rows whose bits depend on each other. */
function rowsOf(seed: number, count: number) {
  const u = uniform(key(seed), count * dim);
  const data = new Float32Array(count * dim);
  for (let row = 0; row < count; row++) {
    for (let j = 0; j < dim; j++) {
      const i = row * dim + j;
      const chance = j === 0 ? 0.3 : j === 3 ? 0.1 : data[i - 1] === 1 ? 0.8 : 0.25;
      data[i] = Number(u[i]! < chance);
    }
  }
  return bitRows("test", { data, shape: [count, dim] });
}

const [train, validation] = [rowsOf(1, 2000), rowsOf(2, 1000)];
const order = Int32Array.of(2, 0, 4, 1, 3);
const inputs = { train, validation, key: key(3) };
const chain: BitsBaseParams = { kind: "chain", chain: await fitBitsChain({ ...inputs, order }) };
const trees: BitsBaseParams = {
  kind: "trees",
  trees: await fitTreeMixture({ ...inputs, components: 3, edges: true }),
};
const bernoullis: BitsBaseParams = {
  kind: "trees",
  trees: await fitTreeMixture({ ...inputs, components: 4, edges: false }),
};
const stack: BitsBaseParams = {
  kind: "stack",
  bases: [chain, trees, bernoullis],
  weights: [0.5, 0.2, 0.3],
};
const chowLiu: BitsBaseParams = {
  kind: "trees",
  trees: await fitTreeMixture({ ...inputs, components: 1, edges: true }),
};

describe.each([
  ["a chain", chain],
  ["a Chow–Liu tree", chowLiu],
  ["a mixture of trees", trees],
  ["a mixture of Bernoullis", bernoullis],
  ["a stack", stack],
])("%s", (_, params) => {
  const base = openBitsBase(params);
  const probabilities = base.logProb(all).map(Math.exp);

  test("sums to 1 over all states", () => {
    expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 10);
  });

  test("samples by its probabilities", () => {
    const count = 40_000;
    const data = base.sample(count, key(4));
    const counts = new Float64Array(2 ** dim);
    for (let row = 0; row < count; row++) {
      let state = 0;
      for (let j = 0; j < dim; j++) state += data[row * dim + j]! << j;
      counts[state]!++;
    }
    const chiSquared = counts.reduce(
      (sum, observed, i) =>
        sum + (observed - count * probabilities[i]!) ** 2 / (count * probabilities[i]!),
      0,
    );
    expect(chiSquared).toBeLessThan(31 + 4 * Math.sqrt(2 * 31));
    expect(base.sample(10, key(4))).toEqual(base.sample(10, key(4)));
    expect(base.sample(0, key(4))).toHaveLength(0);
  });

  test("is near the truth", () => {
    const entropies = [0.3, 0.8, 0.25, 0.1].map(
      (p) => -p * Math.log(p) - (1 - p) * Math.log(1 - p),
    );
    const truth = entropies[0]! + entropies[3]! + 3 * Math.max(entropies[1]!, entropies[2]!);
    const loss = -weightedMean(validation, base.logProb(validation));
    expect(loss).toBeLessThan(truth + 0.05);
  });
});

test("a Chow–Liu tree finds the chain of dependence, and its maximum likelihood", () => {
  const { parents } = (chowLiu as Extract<BitsBaseParams, { kind: "trees" }>).trees;
  const edges = [...parents].map((parent, j) => [parent, j].sort().join("–"));
  for (const edge of ["0–1", "1–2", "3–4"]) expect(edges).toContain(edge);
});

test("a chain without penalty has the frequencies of its rows as marginals", async () => {
  const fitted = await fitBitsChain({ ...inputs, order, penalties: [1e-9], iterations: 200 });
  const probabilities = openBitsBase({ kind: "chain", chain: fitted }).logProb(all).map(Math.exp);
  const model = probabilities.reduce((sum, p, s) => sum + p * states.data[s * dim + 2]!, 0);
  let count = 0;
  for (let row = 0; row < train.rows; row++) {
    const own = train.ones.subarray(train.starts[row]!, train.starts[row + 1]!);
    if (own.includes(2)) count += train.weights[row]!;
  }
  expect(model).toBeCloseTo(count / train.total, 3);
});

test("the gradient of a chain is that of its log-likelihood: fits twice from noise agree", async () => {
  const noisy = Float32Array.from(normal(key(5), 100 * dim), (z) => Number(z > 0));
  const rows = bitRows("test", { data: noisy, shape: [100, dim] });
  const fit = (iterations: number) =>
    fitBitsChain({ train: rows, validation: rows, penalties: [1e-3], iterations });
  const [first, second] = [await fit(100), await fit(400)];
  expect([...second.weights]).toEqual([...first.weights].map((w) => expect.closeTo(w, 2)));
});

test("bitRows merges equal rows, and refuses what is no bit", () => {
  const rows = bitRows("test", { data: [0, 1, 1, 1, 0, 1], shape: [3, 2] });
  expect(rows).toMatchObject({ rows: 2, total: 3, indices: Int32Array.of(0, 1, 0) });
  expect(() => bitRows("test", { data: [0, 2], shape: [1, 2] })).toThrow(
    "test: row 0 has 2 in column 1, expected 0 or 1.",
  );
});
