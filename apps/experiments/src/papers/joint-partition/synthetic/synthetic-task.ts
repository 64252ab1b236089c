import { type Key, key, split } from "@ebm/core";
import { type Matrix, type XorLabels, xorLabels } from "@ebm/datasets";

/** Which labels, and how many rows of them. */
export type TaskConfig = {
  readonly labels: number;
  readonly strength: number;
  readonly anchored: boolean;
  readonly train: number;
  readonly validation: number;
  readonly test: number;
};

export interface SyntheticTask {
  readonly labels: number;
  readonly train: ReturnType<XorLabels["sample"]>;
  readonly validation: ReturnType<XorLabels["sample"]>;
  /** Inputs to test on, each beside the distribution of all of its y. */
  readonly test: Matrix;
  /** p(y|x) of a test row, bit i of an index being yᵢ. Shape [2 ** labels]. */
  truth(row: number): Float64Array;
  /** For what else is drawn. */
  readonly key: Key;
}

/** Rows of labels of known distribution. */
export function syntheticTask(seed: number, config: TaskConfig): SyntheticTask {
  const { labels } = config;
  const { features, sample, logProb } = xorLabels(config);
  const [train, validation, test, rest] = split(key(seed), 4);
  const { x } = sample(test, config.test);
  const states = 2 ** labels;
  const y = Float32Array.from({ length: states * labels }, (_, at) => {
    return (Math.floor(at / labels) >> (at % labels)) & 1;
  });
  const same = new Float32Array(states * features);
  return {
    labels,
    train: sample(train, config.train),
    validation: sample(validation, config.validation),
    test: x,
    truth(row) {
      const own = x.data.subarray(row * features, (row + 1) * features);
      for (let state = 0; state < states; state++) same.set(own, state * features);
      const logs = logProb({
        x: { data: same, shape: [states, features] },
        y: { data: y, shape: [states, labels] },
      });
      return logs.map(Math.exp);
    },
    key: rest,
  };
}
