import * as tf from "@tensorflow/tfjs-core";
import { stopGradient } from "../stop-gradient.js";
import { ofInput } from "./of-input.js";
import { oneHotMask } from "./one-hot-mask.js";
import { scatterAlong } from "./scatter-along.js";

/** Of the functions that pick entries. What picks them has no gradient. */
export const indexInto: readonly tf.GradConfig[] = [
  ofInput("Diag", (dy, x) => {
    const square = tf.reshape(dy, [x.size, x.size]);
    const diagonal = oneHotMask(tf.range(0, x.size, 1, "int32"), x.size);
    return tf.reshape(tf.sum(tf.mul(square, tf.cast(diagonal, "float32")), 1), x.shape);
  }),
  {
    kernelName: "GatherNd",
    inputsToSave: ["params", "indices"],
    gradFunc(dy, saved) {
      const [params, indices] = saved as [tf.Tensor, tf.Tensor];
      return {
        params: () => tf.scatterND(indices, dy as tf.Tensor, params.shape),
        indices: () => tf.zeros(indices.shape),
      };
    },
  },
  {
    kernelName: "GatherV2",
    inputsToSave: ["x", "indices"],
    gradFunc(dy, saved, attrs) {
      const [x, indices] = saved as [tf.Tensor, tf.Tensor];
      const axis = tf.util.parseAxisParam(attrs.axis as number, x.shape)[0]!;
      const batchDims = attrs.batchDims as number;
      const depth = x.shape[axis]!;
      return {
        x: () => scatterAlong(dy as tf.Tensor, indices, { axis, depth, batchDims }),
        indices: () => tf.zeros(indices.shape),
      };
    },
  },
  {
    kernelName: "ScatterNd",
    inputsToSave: ["indices"],
    gradFunc(dy, saved) {
      const [indices] = saved as [tf.Tensor];
      return {
        indices: () => tf.zeros(indices.shape),
        updates: () => tf.gatherND(dy as tf.Tensor, indices),
      };
    },
  },
  {
    kernelName: "Select",
    inputsToSave: ["condition"],
    gradFunc(dy, saved) {
      const condition = stopGradient(saved[0]!);
      // not a product with the condition, where an infinite dy would leave NaN
      const zeros = (): tf.Tensor => tf.zeros((dy as tf.Tensor).shape);
      return {
        condition: zeros,
        t: () => tf.where(condition, dy as tf.Tensor, zeros()),
        e: () => tf.where(condition, zeros(), dy as tf.Tensor),
      };
    },
  },
  {
    kernelName: "TopK",
    inputsToSave: ["x"],
    outputsToSave: [false, true],
    gradFunc(dys, saved) {
      const [x, indices] = saved as [tf.Tensor, tf.Tensor];
      const [dy] = dys as tf.Tensor[];
      return {
        x() {
          const mask = tf.cast(oneHotMask(indices, x.shape.at(-1)!), "float32");
          return tf.sum(tf.mul(tf.expandDims(dy!, -1), mask), -2);
        },
      };
    },
  },
  {
    kernelName: "UnsortedSegmentSum",
    inputsToSave: ["segmentIds"],
    gradFunc(dy, saved) {
      const [segmentIds] = saved as [tf.Tensor1D];
      return {
        x: () => tf.gather(dy as tf.Tensor, segmentIds),
        segmentIds: () => tf.zeros(segmentIds.shape),
      };
    },
  },
];
