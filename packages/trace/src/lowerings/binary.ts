import type { CastAttrs, SelectInputs } from "@tensorflow/tfjs-core";
import { sameShape } from "../broadcast-shape.js";
import { numberOf } from "../create-operators.js";
import type { Dtype, Value } from "../graph.js";
import type { Operators } from "../operators.js";
import type { Binary, Lowering, Lowerings, Unary } from "./lowering.js";

const binary =
  (op: string): Lowering =>
  (o, { a, b }: Binary) =>
    o.elementwise(op, [a, b]);

const comparison =
  (op: string): Lowering =>
  (o, { a, b }: Binary) =>
    o.elementwise(op, [a, b], "bool");

const negated =
  (op: string): Lowering =>
  (o, { a, b }: Binary) =>
    o.elementwise("Not", [o.elementwise(op, [a, b], "bool")], "bool");

export const binaryLowerings: Lowerings = {
  // Sum is the same as Add, but ORT fuses Sum with a product among its inputs.
  Add: (o, { a, b }: Binary) => {
    const isOfProduct =
      [a, b].some(({ node }) => node.op === "Gemm") && sameShape(a.shape, b.shape);
    return o.elementwise(isOfProduct ? "Sum" : "Add", [a, b]);
  },
  Maximum: binary("Max"),
  Minimum: binary("Min"),
  Multiply: binary("Mul"),
  Pow: binary("Pow"),
  RealDiv: binary("Div"),
  Sub: binary("Sub"),

  Equal: comparison("Equal"),
  Greater: comparison("Greater"),
  GreaterEqual: comparison("GreaterOrEqual"),
  Less: comparison("Less"),
  LessEqual: comparison("LessOrEqual"),
  LogicalAnd: comparison("And"),
  LogicalOr: comparison("Or"),
  NotEqual: negated("Equal"),

  AddN: (o, inputs: readonly Value[]) => inputs.reduce((a, b) => o.elementwise("Add", [a, b])),

  SquaredDifference: (o, { a, b }: Binary) => {
    const difference = o.elementwise("Sub", [a, b]);
    return o.elementwise("Mul", [difference, difference]);
  },

  // tfjs rounds towards −∞ to an integer; ONNX divides integers towards zero.
  FloorDiv: (o, { a, b }: Binary) => {
    if (a.dtype === "int32") return floorDivision(o, a, b);
    const quotient = o.elementwise("Div", [o.cast(a, "float32"), o.cast(b, "float32")]);
    const floor = o.where(isZero(o, b), o.scalar(0, "float32"), o.elementwise("Floor", [quotient]));
    return o.cast(floor, "int32");
  },

  // The result has the sign of the divisor; ONNX's fmod has the sign of the dividend.
  Mod: (o, { a, b }: Binary) => {
    if (a.dtype === "int32") {
      // Division by zero: ORT throws; tfjs gives NaN, which is 0 as an integer.
      const divisor = o.where(isZero(o, b), o.scalar(1, "int32"), b);
      return o.elementwise("Mod", [a, divisor]);
    }
    const rest = o.elementwise("Mod", [a, b], a.dtype, { fmod: 1 });
    const opposed = o.elementwise("Xor", [isBelow(o, a), isBelow(o, b)], "bool");
    const turned = o.elementwise("Mod", [o.elementwise("Add", [rest, b]), b], a.dtype, { fmod: 1 });
    return o.where(opposed, turned, rest);
  },

  // The angle of the point (b, a). ONNX only has atan, which covers half of the plane.
  Atan2: (o, { a, b }: Binary) => {
    const [zero, pi] = [o.scalar(0, "float32"), o.scalar(Math.PI, "float32")];
    const size = o.elementwise("Abs", [b]);
    const isFar = both(o, o.elementwise("IsInf", [a], "bool"), o.elementwise("IsInf", [b], "bool"));
    const slope = o.where(isFar, o.elementwise("Sign", [a]), o.elementwise("Div", [a, size]));
    const angle = o.elementwise("Atan", [slope]);
    // a = −0 also counts as below.
    const sign = o.where(equals(o, a, zero), o.elementwise("Reciprocal", [a]), a);
    const turn = o.where(isBelow(o, sign), o.elementwise("Neg", [pi]), pi);
    const whole = o.where(isBelow(o, b), o.elementwise("Sub", [turn, angle]), angle);
    const isOrigin = both(o, equals(o, a, zero), equals(o, b, zero));
    return o.where(isOrigin, zero, whole);
  },

  // ONNX opset 17 has no bitwise operators, so this sums the powers of two that both numbers share.
  BitwiseAnd: (o, { a, b }: Binary) => {
    const powers = Array.from({ length: 32 }, (_, i) => 2 ** i);
    const bits = (x: Value): Value => {
      const unsigned = o.elementwise("Mod", [o.cast(x, "int64"), o.scalar(2 ** 32, "int64")]);
      const column = o.reshape(unsigned, [...x.shape, 1]);
      const shifted = o.elementwise("Div", [column, o.ints(powers)]);
      return o.elementwise("Mod", [shifted, o.scalar(2, "int64")]);
    };
    const both = o.elementwise("Mul", [bits(a), bits(b)]);
    const weighted = o.elementwise("Mul", [both, o.ints(powers.with(31, -(2 ** 31)))]);
    const axis = o.ints([weighted.shape.length - 1]);
    const type = { shape: weighted.shape.slice(0, -1), dtype: "int64" } as const;
    return o.cast(o.op("ReduceSum", [weighted, axis], type, { keepdims: 0 }), "int32");
  },

  Select: (o, { condition, t, e }: Record<keyof SelectInputs, Value>) => o.where(condition, t, e),

  Cast: (o, { x }: Unary, { dtype }: CastAttrs) => {
    const step = dtype === "float32" ? stepDown(o, x) : undefined;
    // A cast to bool means "not zero" in tfjs and in ONNX.
    return step ?? o.cast(x, dtype as Dtype);
  },
};

/** Computes (a − a mod b)/b exactly in int64. If b is 0, the result is 0 as in tfjs. */
function floorDivision(o: Operators, a: Value, b: Value): Value {
  const divisor = o.where(isZero(o, b), o.scalar(1, "int32"), b);
  const [whole, parts] = [o.cast(a, "int64"), o.cast(divisor, "int64")];
  const rest = o.elementwise("Mod", [whole, parts]);
  const quotient = o.elementwise("Div", [o.elementwise("Sub", [whole, rest]), parts]);
  return o.where(isZero(o, b), o.scalar(0, "int32"), o.cast(quotient, "int32"));
}

/**
 * Computes x < c as a number, for a number c: a line of slope −2⁶⁴ through c, clipped to [0, 1]. The
 * next float after c is at least 2⁻²⁵·|c| away, where the line is already above 1.
 */
function stepDown(o: Operators, { node }: Value): Value | undefined {
  const [x, c] = node.inputs;
  const number = node.op === "Less" && x!.dtype === "float32" ? numberOf(c!) : undefined;
  if (number === undefined || Math.abs(number) < 2 ** -32 || Math.abs(number) > 2 ** 32) return;
  const line = { alpha: { float: -(2 ** 64) }, beta: { float: number * 2 ** 64 } };
  return o.elementwise("HardSigmoid", [x!], "float32", line);
}

function isBelow(o: Operators, x: Value): Value {
  return o.elementwise("Less", [x, o.scalar(0, x.dtype)], "bool");
}

function isZero(o: Operators, x: Value): Value {
  return equals(o, x, o.scalar(0, x.dtype));
}

function equals(o: Operators, a: Value, b: Value): Value {
  return o.elementwise("Equal", [a, b], "bool");
}

function both(o: Operators, a: Value, b: Value): Value {
  return o.elementwise("And", [a, b], "bool");
}
