import type {
  FusedBatchNormAttrs,
  FusedBatchNormInputs,
  LRNAttrs,
  LRNGradInputs,
} from "@tensorflow/tfjs-core";
import { sizeOf } from "../broadcast-shape.js";
import type { Value } from "../graph.js";
import { channelsFirst, channelsLast } from "../layout.js";
import type { Operators } from "../operators.js";
import type { Lowerings, Unary } from "./lowering.js";

type BatchNorm = Record<"x" | "mean" | "variance", Value> &
  Partial<Record<Exclude<keyof FusedBatchNormInputs, "x" | "mean" | "variance">, Value>>;

export const normalizeLowerings: Lowerings = {
  FusedBatchNorm: (
    o,
    { x, mean, variance, scale, offset }: BatchNorm,
    { varianceEpsilon }: FusedBatchNormAttrs,
  ) => {
    const epsilon = varianceEpsilon ?? 0.001;
    const statistics = [scale, offset, mean, variance].map(
      (value, i) => value ?? o.expand(o.scalar(i === 0 ? 1 : 0, "float32"), mean.shape),
    );
    // ORT folds trained statistics into the preceding product, but only in this form.
    if (statistics.every((value) => value.shape.length === 1 && isConstant(value))) {
      const image = channelsFirst(o, x);
      const attributes = { epsilon: { float: epsilon } };
      return channelsLast(o, o.op("BatchNormalization", [image, ...statistics], image, attributes));
    }
    const spread = o.elementwise("Sqrt", [
      o.elementwise("Add", [variance, o.scalar(epsilon, "float32")]),
    ]);
    const factor = o.elementwise("Div", [statistics[0]!, spread]);
    const centered = o.elementwise("Sub", [x, mean]);
    return o.elementwise("Add", [o.elementwise("Mul", [centered, factor]), statistics[1]!]);
  },

  LRN: (o, { x }: Unary, attrs: LRNAttrs) => {
    const power = o.elementwise("Pow", [
      sumOfSquares(o, x, attrs),
      o.scalar(-attrs.beta, "float32"),
    ]);
    return o.elementwise("Mul", [x, power]);
  },

  // y = x·n^−β with n = b + α·Σ x², summed over the neighboring channels.
  LRNGrad: (o, { x, y, dy }: Record<keyof LRNGradInputs, Value>, attrs: LRNAttrs) => {
    const { depthRadius, alpha, beta } = attrs;
    const norm = sumOfSquares(o, x, attrs);
    const direct = o.elementwise("Mul", [
      dy,
      o.elementwise("Pow", [norm, o.scalar(-beta, "float32")]),
    ]);
    const flow = o.elementwise("Div", [o.elementwise("Mul", [y, dy]), norm]);
    const scaled = o.elementwise("Mul", [x, o.scalar(-2 * alpha * beta, "float32")]);
    return o.elementwise("Add", [
      direct,
      o.elementwise("Mul", [scaled, sumAbout(o, flow, depthRadius)]),
    ]);
  },
};

function isConstant({ node }: Value): boolean {
  return node.op === "Constant" || (node.op === "Expand" && isConstant(node.inputs[0]!));
}

function sumOfSquares(o: Operators, x: Value, { depthRadius, bias, alpha }: LRNAttrs): Value {
  const sum = sumAbout(o, o.elementwise("Mul", [x, x]), depthRadius);
  const scaled = o.elementwise("Mul", [sum, o.scalar(alpha, "float32")]);
  return o.elementwise("Add", [scaled, o.scalar(bias, "float32")]);
}

/** Sums over channels within a radius, as an average pooling along one axis. */
function sumAbout(o: Operators, x: Value, radius: number): Value {
  const size = 2 * radius + 1;
  const [batch, channels] = [x.shape[0]!, x.shape.at(-1)!];
  const rows = o.reshape(x, [batch, 1, sizeOf(x.shape.slice(1, -1)), channels]);
  const mean = o.op("AveragePool", [rows], rows, {
    kernel_shape: [1, size],
    pads: [0, radius, 0, radius],
    count_include_pad: 1,
  });
  return o.reshape(o.elementwise("Mul", [mean, o.scalar(size, "float32")]), x.shape);
}
