import * as tf from "@tensorflow/tfjs-core";
import { stopGradient } from "../stop-gradient.js";
import { firstLargest, shareLargest } from "./first-largest.js";
import { ofInput } from "./of-input.js";

import { fitted, spaced, taps, untaps, type Windows, windowsOf } from "./windows.js";

interface PoolAttrs {
  readonly filterSize: number | number[];
  readonly strides: number | number[];
  readonly pad: unknown;
  readonly dimRoundingMode?: "floor" | "round" | "ceil" | undefined;
}

/** The gradients of average and maximum pooling. */
export const pool: readonly tf.GradConfig[] = [
  ofInput<PoolAttrs>("AvgPool", ofMean),
  ofInput<PoolAttrs>("AvgPool3D", ofMean),
  ofInput<PoolAttrs>("MaxPool", throughLargest),
  ofInput<PoolAttrs>("MaxPool3D", ofLargest),
  {
    kernelName: "MaxPoolWithArgmax",
    inputsToSave: ["x"],
    gradFunc: (dys, saved, attrs) => ({
      x: () => throughLargest((dys as tf.Tensor[])[0]!, saved[0]!, attrs as unknown as PoolAttrs),
    }),
  },
  {
    kernelName: "MaxPoolGrad",
    inputsToSave: ["dy", "input", "output"],
    gradFunc: (ddx, saved, attrs) => ({
      dy: () => ofPick(ddx as tf.Tensor, saved[1]!, attrs as unknown as PoolAttrs),
      input: () => tf.zeros(saved[1]!.shape),
      output: () => tf.zeros(saved[2]!.shape),
    }),
  },
];

// dy divided by the number of entries of its window, summed over the windows of each entry. Such a
// sum is again an average pooling, with windows of the same size and stride 1.
function ofMean(dy: tf.Tensor, x: tf.Tensor, attrs: PoolAttrs): tf.Tensor {
  const windows = windowsOfPool(x.shape, attrs);
  const { filter, strides, before, after } = windows;
  const shares = tf.mul(dy, scaledShares(windows));
  const flow = fitted(spaced(shares, strides), {
    before: filter.map((n, i) => n - 1 - before[i]!),
    after: filter.map((n, i) => n - 1 - after[i]!),
  });
  return x.rank === 5
    ? tf.avgPool3d(flow as tf.Tensor5D, filter as [number, number, number], 1, "valid")
    : tf.avgPool(flow as tf.Tensor4D, filter as [number, number], 1, "valid");
}

/** Returns the window size divided by the number of image entries in the window, at each place. */
function scaledShares({ size, out, filter, strides, before }: Windows): tf.Tensor {
  const perAxis = out.map((length, axis) =>
    Array.from({ length }, (_, i) => {
      const start = i * strides[axis]! - before[axis]!;
      const end = Math.min(start + filter[axis]!, size[axis]!);
      return filter[axis]! / (end - Math.max(start, 0));
    }),
  );
  const all = perAxis.reduce((list, axis) => list.flatMap((a) => axis.map((b) => a * b)), [1]);
  return tf.tensor(all, [1, ...out, 1]);
}

// the first largest entry of the window gets all of dy; the wasm kernel for this is wrong
function throughLargest(dy: tf.Tensor, x: tf.Tensor, attrs: PoolAttrs): tf.Tensor {
  if (tf.getBackend() === "wasm") return ofLargest(dy, x, attrs);
  const input = stopGradient(x);
  const named = attrs as unknown as tf.NamedAttrMap;
  const output = tf.engine().runKernel<tf.Tensor>("MaxPool", { x: input }, named);
  return tf.engine().runKernel("MaxPoolGrad", { dy, input, output }, named);
}

// the same for any number of axes; the tfjs kernel is correct for cubes only
function ofLargest(dy: tf.Tensor, x: tf.Tensor, attrs: PoolAttrs): tf.Tensor {
  const windows = windowsOfPool(x.shape, attrs);
  const parts = partsOf(x, windows);
  const largest = parts.reduce((a, b) => tf.maximum(a, b));
  return untaps(shareLargest(dy, parts, largest), windows);
}

// for each window, the value at the place of its largest entry
function ofPick(ddx: tf.Tensor, x: tf.Tensor, attrs: PoolAttrs): tf.Tensor {
  const windows = windowsOfPool(x.shape, attrs);
  const parts = partsOf(x, windows);
  const largest = parts.reduce((a, b) => tf.maximum(a, b));
  const picked = taps(fitted(ddx, windows), windows);
  const flows = firstLargest(parts, largest).map((isFirst, i) =>
    tf.where(isFirst, picked[i]!, tf.zeros(isFirst.shape)),
  );
  return flows.length === 1 ? flows[0]! : tf.addN(flows);
}

function partsOf(x: tf.Tensor, windows: Windows): tf.Tensor[] {
  const { before, after } = windows;
  const fill = Number.NEGATIVE_INFINITY;
  return taps(fitted(stopGradient(x), { before, after, fill }), windows);
}

function windowsOfPool(inShape: number[], attrs: PoolAttrs): Windows {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const { computePool2DInfo, computePool3DInfo } = tf.backend_util;
  return inShape.length === 5
    ? windowsOf(
        computePool3DInfo(
          inShape as [number, number, number, number, number],
          filterSize as number,
          strides as number,
          1,
          pad as "same",
          dimRoundingMode,
        ),
      )
    : windowsOf(
        computePool2DInfo(
          inShape as [number, number, number, number],
          filterSize as number,
          strides as number,
          1,
          pad as "same",
          dimRoundingMode,
        ),
      );
}
