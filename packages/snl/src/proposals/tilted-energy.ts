import { checkShapes, type Proposal } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/**
 * The energy E = f − log p₀ of the model p ∝ p₀ exp(−f), so that f is what the model adds to a
 * base density, of data it has to say nothing about.
 *
 * With the proposal itself as the base the log-weights −E − log q are −f, and an f that starts at
 * zero starts with log Z = 0: nothing is safer to start from.
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
