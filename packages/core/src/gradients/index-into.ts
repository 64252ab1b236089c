import * as tf from "@tensorflow/tfjs-core";
import { stopGradient } from "../stop-gradient.js";
import { ofInput } from "./of-input.js";
import { oneHotMask } from "./one-hot-mask.js";
import { scatterAlong } from "./scatter-along.js";

/** The gradients of functions that select entries. Indices and conditions have no gradient. */
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
    kernelName: "SparseToDense",
    inputsToSave: ["sparseIndices", "sparseValues", "defaultValue"],
    gradFunc(dys, saved) {
      const [dy, indices, values, rest] = [dys, ...saved] as tf.Tensor[];
      const { replaced, taken } = replacement(dy!, indices!, values!);
      return {
        sparseIndices: () => tf.zeros(indices!.shape),
        sparseValues: () => replaced,
        defaultValue: () => tf.reshape(tf.sum(taken), rest!.shape),
      };
    },
  },
  {
    kernelName: "TensorScatterUpdate",
    inputsToSave: ["indices", "updates"],
    gradFunc(dys, saved) {
      const [dy, indices, updates] = [dys, ...saved] as tf.Tensor[];
      const { replaced, taken } = replacement(dy!, indices!, updates!);
      return {
        tensor: () => taken,
        indices: () => tf.zeros(indices!.shape),
        updates: () => replaced,
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

/** Divides dy between the written slices and the tensor that they were written into. */
function replacement(
  dy: tf.Tensor,
  indices: tf.Tensor,
  values: tf.Tensor,
): { replaced: tf.Tensor; taken: tf.Tensor } {
  const depth = indices.rank > 1 ? indices.shape.at(-1)! : 1;
  const at = tf.cast(tf.reshape(stopGradient(indices), [-1, depth]), "int32");
  const count = at.shape[0];
  const outer = dy.shape.slice(0, depth);
  // If several slices are written to one place, the last one stays.
  const order = tf.range(0, count, 1, "int32");
  const last = tf.tensorScatterUpdate(tf.fill(outer, -1, "int32"), at, order);
  const stays = tf.equal(tf.gatherND(last, at), order);
  const slices = tf.gatherND(dy, at);
  const column = tf.reshape(stays, [count, ...dy.shape.slice(depth).map(() => 1)]);
  const written = tf.where(column, slices, tf.zeros(slices.shape));
  const untouched = tf.reshape(tf.less(last, 0), [...outer, ...dy.shape.slice(depth).map(() => 1)]);
  return {
    // a single value may have been written to every place
    replaced: tf.reshape(values.size === 1 ? tf.sum(written) : written, values.shape),
    taken: tf.where(untouched, dy, tf.zeros(dy.shape)),
  };
}
