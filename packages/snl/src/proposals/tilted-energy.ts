import { checkShapes, type Proposal } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/**
 * Computes the energy E = f − log p₀ of the model p ∝ p₀ exp(−f): f is the correction to a base density
 * p₀.
 *
 * If the base is the proposal itself, the log-weights −E − log q are −f. An f that starts at zero then
 * starts with log Z = 0, which is the safest start.
 */
export function tiltedEnergy<Points extends tf.Tensor, LogProbs extends tf.Tensor>(
  f: (x: Points) => LogProbs,
  base: Pick<Proposal<Points, LogProbs>, "logProb">,
): (x: Points) => LogProbs {
  return (x) => {
    const [tilt, logProb] = [f(x), base.logProb(x)];
    checkShapes("tiltedEnergy", { f: [tilt, logProb.shape.join(" ")] });
    return tf.sub(tilt, logProb);
  };
}
