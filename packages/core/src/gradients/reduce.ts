import * as tf from "@tensorflow/tfjs-core";
import { stopGradient } from "../stop-gradient.js";
import { ofInput } from "./of-input.js";
import { oneHotMask } from "./one-hot-mask.js";

type Running = { readonly axis: number; readonly exclusive: boolean; readonly reverse: boolean };
type Axis = { readonly axis: number | number[] | null };

/** The gradients of reductions along axes. */
export const reduce: readonly tf.GradConfig[] = [
  ofInput<Running>("Cumprod", ofCumprod),
  ofInput<Running>("Cumsum", (dy, x, { axis, exclusive, reverse }) =>
    tf.cumsum(dy, tf.util.parseAxisParam(axis, x.shape)[0], exclusive, !reverse),
  ),
  ofInput<{ reductionIndices: Axis["axis"] }>("Max", (dy, x, { reductionIndices }) =>
    ofExtreme(tf.max, dy, x, reductionIndices),
  ),
  ofInput<Axis>("Mean", (dy, x, { axis }) => spread(tf.mul(dy, dy.size / x.size), x.shape, axis)),
  ofInput<Axis>("Min", (dy, x, { axis }) => ofExtreme(tf.min, dy, x, axis)),
  ofInput<Axis>("Prod", ofProduct),
  ofInput<{ dim: number }>(
    "Softmax",
    (dy, logits, { dim }) => {
      const y = tf.softmax(logits, dim);
      const flow = tf.mul(dy, y);
      return tf.sub(flow, tf.mul(tf.sum(flow, dim, true), y));
    },
    "logits",
  ),
  ofInput<Axis>("Sum", (dy, x, { axis }) => spread(dy, x.shape, axis)),
];

/** Repeats dy along the reduced axes. */
function spread(dy: tf.Tensor, shape: number[], axis: Axis["axis"]): tf.Tensor {
  return tf.broadcastTo(keepDims(dy, shape, axis), shape);
}

function keepDims(dy: tf.Tensor, shape: number[], axis: Axis["axis"]): tf.Tensor {
  const axes = tf.util.parseAxisParam(axis as number[], shape);
  return tf.reshape(
    dy,
    shape.map((size, i) => (axes.includes(i) ? 1 : size)),
  );
}

// tied entries get equal shares
function ofExtreme(
  extreme: typeof tf.max,
  dy: tf.Tensor,
  input: tf.Tensor,
  axis: Axis["axis"],
): tf.Tensor {
  const axes = axis ?? undefined;
  const x = stopGradient(input);
  const mask = tf.cast(tf.equal(x, extreme(x, axes, true)), "float32");
  return tf.mul(mask, tf.div(keepDims(dy, x.shape, axis), tf.sum(mask, axes, true)));
}

// dy times the product of the other entries, by a mask: a division would fail at zeros
function ofProduct(dy: tf.Tensor, x: tf.Tensor, { axis }: Axis): tf.Tensor {
  const axes = tf.util.parseAxisParam(axis as number[], x.shape);
  const order = [...x.shape.keys()].filter((i) => !axes.includes(i)).concat(axes);
  const inner = tf.transpose(x, order);
  const count = x.size / dy.size;

  const rows = tf.reshape(inner, [dy.size, 1, count]);
  const self = oneHotMask(tf.range(0, count, 1, "int32"), count);
  const others = tf.prod(tf.where(self, tf.onesLike(rows), rows), 2);
  const dx = tf.reshape(tf.mul(tf.reshape(dy, [dy.size, 1]), others), inner.shape);
  return tf.transpose(dx, tf.backend_util.getUndoAxesPermutation(order));
}

// dy times the running product of the other entries, for each product that the entry is part of
function ofCumprod(dy: tf.Tensor, x: tf.Tensor, { axis, exclusive, reverse }: Running): tf.Tensor {
  const order = [...x.shape.keys()];
  order.push(...order.splice(tf.util.parseAxisParam(axis, x.shape)[0]!, 1));
  const inner = tf.transpose(x, order);
  const count = inner.shape.at(-1)!;

  const rows = tf.reshape(inner, [-1, 1, count]);
  const places = tf.range(0, count, 1, "int32");
  const self = oneHotMask(places, count);
  const others = tf.cumprod(tf.where(self, tf.onesLike(rows), rows), 2, exclusive, reverse);
  const [from, to] = [tf.expandDims(places, 1), tf.expandDims(places, 0)];
  const isLater = reverse ? tf.less(to, from) : tf.greater(to, from);
  const isIn = exclusive ? isLater : tf.logicalOr(isLater, self);
  const flow = tf.mul(tf.reshape(tf.transpose(dy, order), [-1, 1, count]), others);
  const dx = tf.sum(tf.where(isIn, flow, tf.zerosLike(flow)), 2);
  return tf.transpose(tf.reshape(dx, inner.shape), tf.backend_util.getUndoAxesPermutation(order));
}
