import type { Protocol } from "./protocol.js";

/**
 * Returns the protocol of a multilabel set. All sets share one, except birds: it has more samples,
 * and a linear model with clipped gradients. Its features have heavy tails. An exponential of them
 * can give a first gradient of norm 10⁷, after which Adam's second moment is so large that nothing
 * moves.
 */
export function multilabelProtocol(dataset: string): Protocol {
  const linear = { hidden: [], logPartitionHidden: [128], weightDecay: 0.1, learningRate: 1e-3 };
  const birds = dataset === "birds";
  return {
    steps: 2000,
    every: 100,
    batchSize: 64,
    samples: birds ? 500 : 100,
    activation: "relu",
    folds: 1,
    settings: [
      birds ? { ...linear, clipNorm: 1 } : linear,
      { hidden: [256], logPartitionHidden: [128], weightDecay: 0.3, learningRate: 1e-3 },
      { hidden: [256], logPartitionHidden: [128], weightDecay: 3, learningRate: 1e-3 },
      { hidden: [256], logPartitionHidden: [16], weightDecay: 0.3, learningRate: 3e-4 },
      { hidden: [256], logPartitionHidden: [16], weightDecay: 3, learningRate: 3e-4 },
    ],
    criterion: "f1Micro",
  };
}

/**
 * Returns the protocol of a label-ranking set. All sets share one, but small sets use all five
 * folds to choose.
 */
export function labelRankingProtocol(dataset: string): Protocol {
  return {
    steps: 2000,
    every: 100,
    batchSize: 64,
    samples: dataset === "glass" || dataset === "vowel" ? 500 : 100,
    activation: "tanh",
    folds: ["iris", "wine", "glass"].includes(dataset) ? 5 : 1,
    settings: [
      { hidden: [128], logPartitionHidden: [128], weightDecay: 0.01, learningRate: 3e-3 },
      { hidden: [128], logPartitionHidden: [128], weightDecay: 0.1, learningRate: 3e-3 },
    ],
    criterion: "kendallTau",
  };
}
