import { mapTree, type Tree } from "@ebm/core";
import { type Checkpoint, type CompileOptions, compile, type Feeds } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import type { Tilt } from "./tilt.js";
import type { TiltEnergies } from "./tilt-gains.js";

export interface OpenTilt {
  /** Computes f of many y at once. */
  readonly energies: TiltEnergies;
  /** Frees the memory that the runtime holds. */
  dispose(): Promise<void>;
}

/** Compiles a tilt with fitted parameters. */
export function openTilt<P extends Tree>(
  tilt: Tilt<P>,
  params: Checkpoint["params"],
  options: CompileOptions = {},
): OpenTilt {
  const run = compile(({ y, x }: { y: tf.Tensor3D; x?: tf.Tensor2D }) => {
    const fitted = mapTree(tilt.params, ({ shape }, path) => tf.tensor(params[path]!.data, shape));
    return tilt.energy(fitted, y, x);
  }, options);
  return {
    energies: async (y, x) => (await run<Feeds>({ y, ...(x && { x }) })).output.data,
    dispose: () => run.dispose(),
  };
}
