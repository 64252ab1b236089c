import type {
  ClipByValueAttrs,
  EluGradInputs,
  LeakyReluAttrs,
  StepAttrs,
} from "@tensorflow/tfjs-core";
import type { Value } from "../graph.js";
import type { Operators } from "../operators.js";
import type { Lowering, Lowerings, Unary } from "./lowering.js";

const unary =
  (op: string): Lowering =>
  (o, { x }: Unary) =>
    o.elementwise(op, [x]);

const test =
  (op: string): Lowering =>
  (o, { x }: Unary) =>
    o.elementwise(op, [o.cast(x, "float32")], "bool");

export const unaryLowerings: Lowerings = {
  Abs: unary("Abs"),
  Acos: unary("Acos"),
  Acosh: unary("Acosh"),
  Asin: unary("Asin"),
  Asinh: unary("Asinh"),
  Atan: unary("Atan"),
  Atanh: unary("Atanh"),
  Ceil: unary("Ceil"),
  Cos: unary("Cos"),
  Cosh: unary("Cosh"),
  Elu: unary("Elu"),
  Erf: unary("Erf"),
  Exp: unary("Exp"),
  Floor: unary("Floor"),
  Log: unary("Log"),
  Neg: unary("Neg"),
  Reciprocal: unary("Reciprocal"),
  Relu: unary("Relu"),
  Round: unary("Round"),
  Selu: unary("Selu"),
  Sigmoid: unary("Sigmoid"),
  Sign: unary("Sign"),
  Sin: unary("Sin"),
  Sinh: unary("Sinh"),
  Sqrt: unary("Sqrt"),
  Tan: unary("Tan"),
  Tanh: unary("Tanh"),

  IsInf: test("IsInf"),
  IsNan: test("IsNaN"),
  IsFinite: (o, { x }: Unary) => {
    // x − x is zero if x is finite, otherwise NaN.
    const zero = o.elementwise("Sub", [x, x]);
    return o.elementwise("Equal", [zero, o.scalar(0, x.dtype)], "bool");
  },
  LogicalNot: (o, { x }: Unary) => o.elementwise("Not", [x], "bool"),

  Identity: (_, { x }: Unary) => x,
  ZerosLike: (o, { x }: Unary) => o.expand(o.scalar(0, x.dtype), x.shape),
  OnesLike: (o, { x }: Unary) => o.expand(o.scalar(1, x.dtype), x.shape),
  Square: (o, { x }: Unary) => o.elementwise("Mul", [x, x]),
  Rsqrt: (o, { x }: Unary) => o.elementwise("Reciprocal", [o.elementwise("Sqrt", [x])]),
  Relu6: (o, { x }: Unary) => clip(o, x, 0, 6),
  ClipByValue: (o, { x }: Unary, { clipValueMin, clipValueMax }: ClipByValueAttrs) =>
    clip(o, x, clipValueMin, clipValueMax),
  LeakyRelu: (o, { x }: Unary, { alpha }: LeakyReluAttrs) =>
    o.elementwise("LeakyRelu", [x], x.dtype, { alpha: { float: alpha } }),
  Prelu: (o, { x, alpha }: Unary & { readonly alpha: Value }) => o.elementwise("PRelu", [x, alpha]),
  EluGrad: (o, { dy, y }: Record<keyof EluGradInputs, Value>) => {
    const slope = o.where(positive(o, y), o.scalar(1, "float32"), plus(o, y, 1));
    return o.elementwise("Mul", [dy, slope]);
  },

  // 1 above zero, alpha elsewhere. The gradient of relu is such a step of 1 and 0: written as
  // "relu(x) is not zero", it shares relu(x) with the forward pass, which ORT then fuses with the
  // product before it.
  Step: (o, { x }: Unary, { alpha }: StepAttrs) => {
    if (alpha === 0 && x.dtype === "float32") {
      const steep = { alpha: { float: 2 ** 127 }, beta: { float: 0 } };
      return o.elementwise("HardSigmoid", [o.elementwise("Relu", [x])], x.dtype, steep);
    }
    const above = positive(o, x);
    return o.where(above, o.scalar(1, x.dtype), o.scalar(alpha, x.dtype));
  },

  // eˣ − 1 = tanh(x/2)·(eˣ + 1), which is accurate near zero; ONNX has no Expm1.
  Expm1: (o, { x }: Unary) => {
    const half = o.elementwise("Mul", [x, o.scalar(0.5, "float32")]);
    const sum = plus(o, o.elementwise("Exp", [x]), 1);
    return o.elementwise("Mul", [o.elementwise("Tanh", [half]), sum]);
  },

  // log(1 + eˣ) = max(x, 0) + log(1 + u), u = e^−|x|. With the rounded w = 1 + u, log(w)·u/(w − 1)
  // equals log(1 + u) to the last digits (W. Kahan). ORT's Softplus is not vectorized.
  Softplus: (o, { x }: Unary) => {
    const u = o.elementwise("Exp", [o.elementwise("Neg", [o.elementwise("Abs", [x])])]);
    const w = plus(o, u, 1);
    const excess = o.elementwise("Sub", [w, o.scalar(1, x.dtype)]);
    const slope = o.elementwise("Div", [o.elementwise("Log", [w]), excess]);
    const isTiny = o.elementwise("Equal", [excess, o.scalar(0, x.dtype)], "bool");
    const log = o.elementwise("Mul", [u, o.where(isTiny, o.scalar(1, x.dtype), slope)]);
    return o.elementwise("Add", [o.elementwise("Relu", [x]), log]);
  },

  // log(1 + x) = 2 atanh(x / (2 + x)), which is accurate near zero; ONNX has no Log1p.
  Log1p: (o, { x }: Unary) => {
    const ratio = o.elementwise("Div", [x, plus(o, x, 2)]);
    const near = o.elementwise("Mul", [o.elementwise("Atanh", [ratio]), o.scalar(2, "float32")]);
    const far = o.elementwise("Log", [plus(o, x, 1)]);
    const isNear = o.elementwise(
      "Less",
      [o.elementwise("Abs", [x]), o.scalar(0.5, "float32")],
      "bool",
    );
    return o.where(isNear, near, far);
  },
};

function positive(o: Operators, x: Value): Value {
  return o.elementwise("Greater", [x, o.scalar(0, x.dtype)], "bool");
}

function plus(o: Operators, x: Value, y: number): Value {
  return o.elementwise("Add", [x, o.scalar(y, x.dtype)]);
}

function clip(o: Operators, x: Value, min: number, max: number): Value {
  const floored = o.elementwise("Max", [x, o.scalar(min, x.dtype)]);
  return o.elementwise("Min", [floored, o.scalar(max, x.dtype)]);
}
