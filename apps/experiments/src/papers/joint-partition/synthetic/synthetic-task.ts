import { type Key, key, split } from "@ebm/core";
import { type Matrix, type XorLabels, xorLabels } from "@ebm/datasets";

/** The distribution of the labels, and the numbers of rows. */
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
  /** The test inputs. `truth` has the distribution of y for each. */
  readonly test: Matrix;
  /** Returns p(y|x) of a test row. Bit i of an index is yᵢ. Shape [2 ** labels]. */
  truth(row: number): Float64Array;
  /** The key of all further samples. */
  readonly key: Key;
}

/** Samples rows of labels with a known distribution. */
export function syntheticTask(seed: number, config: TaskConfig): SyntheticTask {
  const { labels } = config;
  const { features, sample, logProb } = xorLabels(config);
  const [train, validation, test, rest] = split(key(seed), 4);
  const { x } = sample(test, config.test);
  const states = 2 ** labels;
  const y = Float32Array.from({ length: states * labels }, (_, i) => {
    return (Math.floor(i / labels) >> (i % labels)) & 1;
  });
  const same = new Float32Array(states * features);
  return {
    labels,
    train: sample(train, config.train),
    validation: sample(validation, config.validation),
    test: x,
    truth(row) {
      const inputs = x.data.subarray(row * features, (row + 1) * features);
      for (let state = 0; state < states; state++) same.set(inputs, state * features);
      const logs = logProb({
        x: { data: same, shape: [states, features] },
        y: { data: y, shape: [states, labels] },
      });
      return logs.map(Math.exp);
    },
    key: rest,
  };
}
