import * as tf from "@tensorflow/tfjs-core";
import { fitted, spaced, taps, type Windows, windowsOf } from "./windows.js";

interface ConvAttrs {
  readonly strides: number | number[];
  readonly pad: unknown;
  readonly dilations?: number | number[] | undefined;
  readonly dataFormat?: string | undefined;
  readonly dimRoundingMode?: "floor" | "round" | "ceil" | undefined;
}

/** A convolution, with the two kernels that are linear in dy and one of its arguments. */
interface Family {
  readonly forward: string;
  readonly toInput: string;
  readonly toFilter: string;
}
const families: readonly Family[] = [
  { forward: "Conv2D", toInput: "Conv2DBackpropInput", toFilter: "Conv2DBackpropFilter" },
  { forward: "Conv3D", toInput: "Conv3DBackpropInputV2", toFilter: "Conv3DBackpropFilterV2" },
];

/**
 * The gradients of convolutions. ⟨dy, x ∗ f⟩ is linear in each of dy, x and f. So the gradients of
 * each of the three kernels are the other two kernels, at any order.
 */
export const conv: readonly tf.GradConfig[] = families.flatMap((family) => {
  const { forward, toInput, toFilter } = family;
  const along = (x: tf.Tensor, filter: tf.Tensor, attrs: ConvAttrs): tf.Tensor =>
    run(forward, { x, filter }, { dilations: 1, ...attrs });
  const back = (dy: tf.Tensor, filter: tf.Tensor, inputShape: number[], attrs: ConvAttrs) =>
    inputGradient(family, dy, { filter, inputShape, attrs });
  return [
    {
      kernelName: forward,
      inputsToSave: ["x", "filter"],
      gradFunc(dys, saved, given) {
        const [dy, x, filter] = [dys as tf.Tensor, ...(saved as [tf.Tensor, tf.Tensor])];
        const attrs = given as unknown as ConvAttrs;
        return {
          x: () => back(dy, filter, x.shape, attrs),
          filter: () => filterGradient(x, dy, filter.shape, attrs),
        };
      },
    },
    {
      kernelName: toInput,
      inputsToSave: ["dy", "filter"],
      gradFunc(ddxs, saved, given) {
        const [ddx, dy, filter] = [ddxs as tf.Tensor, ...(saved as [tf.Tensor, tf.Tensor])];
        const attrs = { ...(given as unknown as ConvAttrs), dilations: 1 };
        return {
          dy: () => along(ddx, filter, attrs),
          filter: () => filterGradient(ddx, dy, filter.shape, attrs),
        };
      },
    },
    {
      kernelName: toFilter,
      inputsToSave: ["x", "dy"],
      gradFunc(ddfs, saved, given) {
        const [ddf, x, dy] = [ddfs as tf.Tensor, ...(saved as [tf.Tensor, tf.Tensor])];
        const attrs = { ...(given as unknown as ConvAttrs), dilations: 1 };
        return {
          x: () => back(dy, ddf, x.shape, attrs),
          dy: () => along(x, ddf, attrs),
        };
      },
    },
  ];
});

function run(kernel: string, inputs: Record<string, tf.Tensor>, attrs: object): tf.Tensor {
  return tf.engine().runKernel(kernel, inputs, attrs as tf.NamedAttrMap);
}

// The kernel does not support dilations, so zeros are put between the entries of the filter.
function inputGradient(
  { toInput }: Family,
  dy: tf.Tensor,
  { filter, inputShape, attrs }: { filter: tf.Tensor; inputShape: number[]; attrs: ConvAttrs },
): tf.Tensor {
  const { dilations } = windowsOfConv(inputShape, filter.shape, attrs);
  const { strides, pad, dataFormat, dimRoundingMode } = attrs;
  const kernel = spaced(filter, dilations, 0);
  const all = { strides, pad, dataFormat, dimRoundingMode, inputShape };
  return run(toInput, { dy, filter: kernel }, all);
}

// For each entry of the filter: the image entries that it meets, times dy, summed over all places.
// This matrix product costs less than a convolution with dy as the filter.
function filterGradient(
  x: tf.Tensor,
  dy: tf.Tensor,
  filterShape: number[],
  attrs: ConvAttrs,
): tf.Tensor {
  const windows = windowsOfConv(x.shape, filterShape, attrs);
  const last = (images: tf.Tensor): tf.Tensor =>
    attrs.dataFormat === "NCHW" ? tf.transpose(images, [0, 2, 3, 1]) : images;
  const [input, output] = filterShape.slice(-2) as [number, number];
  const flow = tf.reshape(last(dy), [-1, output]);
  const products = taps(fitted(last(x), windows), windows).map((tap) =>
    tf.matMul(tf.reshape(tap, [-1, input]), flow, true),
  );
  return tf.reshape(tf.stack(products), filterShape);
}

function windowsOfConv(inShape: number[], filterShape: number[], attrs: ConvAttrs): Windows {
  const { strides, pad, dilations = 1, dataFormat, dimRoundingMode } = attrs;
  const { computeConv2DInfo, computeConv3DInfo } = tf.backend_util;
  if (inShape.length === 5) {
    return windowsOf(
      computeConv3DInfo(
        inShape as [number, number, number, number, number],
        filterShape as [number, number, number, number, number],
        strides as number,
        dilations as number,
        pad as "same",
      ),
    );
  }
  return windowsOf(
    computeConv2DInfo(
      inShape as [number, number, number, number],
      filterShape as [number, number, number, number],
      strides as number,
      dilations as number,
      pad as "same",
      dimRoundingMode,
      false,
      dataFormat === "NCHW" ? "channelsFirst" : "channelsLast",
    ),
  );
}
