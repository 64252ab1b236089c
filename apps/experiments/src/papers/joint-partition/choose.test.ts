import { key, normal } from "@ebm/core";
import { labelRankingModel, multilabelModel, type StructuredModel } from "@ebm/models";
import { describe, expect, test } from "vitest";
import type { StructuredData } from "../../tasks/structured/structured-data.js";
import { choose } from "./choose.js";
import { createMethod, type MethodName } from "./methods/create-method.js";
import type { Protocol } from "./protocol.js";

const ROWS = 100;

/** Rows of three targets, which the signs of two features decide. */
function dataOf(target: (a: number, b: number) => number[]): StructuredData {
  const x = { data: normal(key(1), 2 * ROWS), shape: [ROWS, 2] } as const;
  const targets = Float32Array.from(
    Array.from({ length: ROWS }, (_, i) => target(x.data[2 * i]!, x.data[2 * i + 1]!)).flat(),
  );
  return {
    name: "signs",
    x,
    targets: { data: targets, shape: [ROWS, 3] },
    labelNames: ["a", "b", "c"],
    featureNames: ["a", "b"],
    testFrom: ROWS,
  };
}

const subsets = dataOf((a, b) => [Number(a > 0), Number(b > 0), Number(a > 0 && b > 0)]);
const orders = dataOf((a) => (a > 0 ? [0, 1, 2] : [2, 1, 0]));

const protocol: Protocol = {
  steps: 200,
  every: 50,
  batchSize: 32,
  samples: 50,
  activation: "relu",
  folds: 1,
  settings: [
    { hidden: [8], logPartitionHidden: [8], weightDecay: 1e6, learningRate: 1e-6 },
    { hidden: [8], logPartitionHidden: [8], weightDecay: 0, learningRate: 2e-2 },
  ],
  criterion: "f1Micro",
};

const chosen = (
  name: MethodName,
  experiment: StructuredModel,
  { data, ...own }: Partial<Protocol> & { readonly data: StructuredData },
): ReturnType<typeof choose> =>
  choose({
    method: createMethod(name, experiment, protocol),
    experiment,
    data,
    rows: Int32Array.from({ length: ROWS }, (_, i) => i),
    protocol: { ...protocol, ...own },
    key: key(2),
    signal: new AbortController().signal,
  });

describe("choose", () => {
  test.each<MethodName>([
    "min-min logistic",
    "min-min sparsemax",
    "exact MLE",
    "generalized Fenchel–Young",
    "MCMC",
    "min-max",
    "pseudo-likelihood",
  ])("prefers a setting with which %s learns subsets", async (name) => {
    const experiment = multilabelModel(3, "unary");
    const choice = await chosen(name, experiment, { data: subsets });
    expect(choice.setting).toBe(protocol.settings[1]);
    expect(choice.score).toBeGreaterThan(85);
    expect(choice.score).toBe(Math.max(...choice.curves.flat()));
    expect(choice.curves.map((curve) => curve.length)).toEqual([4, 4]);
    expect(choice.curves[1]![choice.steps / 50 - 1]).toBe(choice.score);
  });

  test.each<MethodName>(["min-min logistic", "exact MLE", "MCMC", "min-max", "pseudo-likelihood"])(
    "prefers a setting with which %s learns rankings",
    async (name) => {
      const experiment = labelRankingModel(3, "permutahedron");
      const choice = await chosen(name, experiment, { data: orders, criterion: "kendallTau" });
      expect(choice.setting).toBe(protocol.settings[1]);
      expect(choice.score).toBeGreaterThan(85);
    },
  );

  test("scores by the mean of the folds", async () => {
    const experiment = multilabelModel(3, "unary");
    const of = async (folds: number): Promise<readonly number[]> => {
      const choice = await chosen("exact MLE", experiment, { data: subsets, folds, every: 200 });
      return choice.curves.flat();
    };
    const [one, five] = [await of(1), await of(5)];
    expect(five).toHaveLength(2);
    expect(five).not.toEqual(one);
  });

  test("is given up where the signal says so", async () => {
    const experiment = multilabelModel(3, "unary");
    const signal = AbortSignal.abort();
    const inputs = { experiment, data: subsets, rows: Int32Array.from([0, 1, 2, 3, 4, 5]) };
    const method = createMethod("exact MLE", experiment, protocol);
    await expect(choose({ ...inputs, method, protocol, key: key(2), signal })).rejects.toThrow();
  });
});
