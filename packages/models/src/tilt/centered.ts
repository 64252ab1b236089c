import * as tf from "@tensorflow/tfjs-core";

/** y less `center`, an array for the last axis; y itself if there is none. */
export function centered(y: tf.Tensor3D, center: ArrayLike<number> | undefined): tf.Tensor3D {
  return center ? tf.sub(y, tf.tensor1d(Float32Array.from(center))) : y;
}
