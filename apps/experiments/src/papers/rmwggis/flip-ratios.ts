import type { NeighborEnergy, Tree } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import type { Training } from "@ebm/engine";
import { bitFlips } from "@ebm/rmwggis";
import type * as tf from "@tensorflow/tfjs-core";

/** Compiles D of all flips of rows: E of a row minus E of the row with one bit flipped. */
export function flipRatios<P extends Tree>(
  run: Training<P>,
  energy: (params: P) => NeighborEnergy,
): (x: Matrix) => Promise<Float32Array> {
  const ratiosOf = run.compile((params, { x }: { x: tf.Tensor2D }) =>
    energy(params).logRatios(x, bitFlips().all(x)),
  );
  return async (x) => (await ratiosOf({ x })).output.data;
}
