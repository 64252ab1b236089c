import { conditionalSnlLoss, importanceLoss, rankingNceLoss } from "@ebm/snl";
import type * as tf from "@tensorflow/tfjs-core";
import type { ConditionalCell } from "./conditional-cell.js";

interface LossInputs {
  readonly dataEnergy: tf.Tensor1D;
  readonly sampleEnergy: tf.Tensor2D;
  readonly sampleLogProb: tf.Tensor2D;
  /** b(x), the learned log Z(x). */
  logNormalizer(): tf.Tensor1D;
  dataLogProb(): tf.Tensor1D;
}

/** A way to learn a density of y given x. */
export interface ConditionalMethod {
  /** The loss of the energy. Without one, the network of the proposal is the density. */
  loss?(inputs: LossInputs): tf.Scalar;
  /** Whether it learns b(x), the estimate of log Z(x). Default: false. */
  readonly learnsLogNormalizer?: boolean;
  /** Number of components of the mixture. Default: that of the protocol. */
  readonly components?: number;
}

/** The methods by name. */
export const conditionalMethods: Readonly<Record<ConditionalCell["method"], ConditionalMethod>> = {
  SNL: {
    loss: (inputs) => conditionalSnlLoss({ ...inputs, logNormalizer: inputs.logNormalizer() }),
    learnsLogNormalizer: true,
  },
  IS: { loss: importanceLoss },
  NCE: { loss: (inputs) => rankingNceLoss({ ...inputs, dataLogProb: inputs.dataLogProb() }) },
  "Gaussian network": { components: 1 },
  "mixture network": {},
};
