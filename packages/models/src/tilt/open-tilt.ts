import type { Tree } from "@ebm/core";
import { type Checkpoint, type CompileOptions, compile, type Feeds } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import type { Tilt } from "./tilt.js";
import type { TiltEvaluator } from "./tilt-gains.js";
import { tiltTensors } from "./tilt-tensors.js";

export interface OpenTilt extends TiltEvaluator {
  /** Frees the memory that the runtime holds. */
  dispose(): Promise<void>;
}

/** Compiles a tilt with fitted parameters. */
export function openTilt<P extends Tree>(
  tilt: Tilt<P>,
  params: Checkpoint["params"],
  options: CompileOptions = {},
): OpenTilt {
  const fitted = (): P => tiltTensors(tilt, params);
  const energy = compile(
    ({ y, x }: { y: tf.Tensor3D; x?: tf.Tensor2D }) => tilt.energy(fitted(), y, x),
    options,
  );
  const { logPartition } = tilt;
  const partition =
    logPartition && compile(({ x }: { x: tf.Tensor2D }) => logPartition(fitted(), x), options);
  return {
    ignoresInputs: tilt.ignoresInputs ?? false,
    energies: async (y, x) => (await energy<Feeds>({ y, ...(x && { x }) })).output.data,
    ...(partition && { logPartitions: async (x) => (await partition({ x })).output.data }),
    async dispose() {
      await energy.dispose();
      await partition?.dispose();
    },
  };
}
