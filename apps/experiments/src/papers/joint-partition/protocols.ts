import type { Protocol } from "./protocol.js";

/**
 * The protocol of a multilabel set: one for all, but that birds has more draws, and a linear model
 * whose gradients are clipped. Its features have heavy tails, and in an exponent a first gradient of
 * norm 10⁷ would leave Adam's second moment so large that nothing moves.
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

/** The protocol of a label-ranking set: one for all, but that small sets choose on all five folds. */
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
