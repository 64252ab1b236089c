import { mapTree, type Tree } from "@ebm/core";
import type { Checkpoint } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import type { Tilt } from "./tilt.js";

/** Returns the fitted parameters of a tilt as tensors, which its energy takes. */
export function tiltTensors<P extends Tree>(tilt: Tilt<P>, params: Checkpoint["params"]): P {
  return mapTree(tilt.params, ({ shape }, path) => tf.tensor(params[path]!.data, shape));
}
