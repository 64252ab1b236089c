import type { CastAttrs, SelectInputs } from "@tensorflow/tfjs-core";
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
  Add: binary("Add"),
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

  // Rounds to −∞ and to an integer; ONNX divides integers to zero.
  FloorDiv: (o, { a, b }: Binary) => {
    const quotient = o.elementwise("Div", [o.cast(a, "float32"), o.cast(b, "float32")]);
    return o.cast(o.elementwise("Floor", [quotient]), "int32");
  },

  // Takes the sign of the divisor; ONNX's fmod that of the dividend.
  Mod: (o, { a, b }: Binary) => {
    if (a.dtype === "int32") return o.elementwise("Mod", [a, b]);
    const zero = o.scalar(0, "float32");
    const rest = o.elementwise("Mod", [a, b], a.dtype, { fmod: 1 });
    const opposed = o.elementwise("Less", [o.elementwise("Mul", [rest, b]), zero], "bool");
    return o.where(opposed, o.elementwise("Add", [rest, b]), rest);
  },

  // The angle of the point (b, a): ONNX has atan alone, which sees a half-plane.
  Atan2: (o, { a, b }: Binary) => {
    const [zero, pi] = [o.scalar(0, "float32"), o.scalar(Math.PI, "float32")];
    const atan = o.elementwise("Atan", [o.elementwise("Div", [a, b])]);
    const isBelow = o.elementwise("Less", [a, zero], "bool");
    const turn = o.where(isBelow, o.elementwise("Neg", [pi]), pi);
    const isLeft = o.elementwise("Less", [b, zero], "bool");
    const angle = o.where(isLeft, o.elementwise("Add", [atan, turn]), atan);
    const isOrigin = both(
      o,
      o.elementwise("Equal", [a, zero], "bool"),
      o.elementwise("Equal", [b, zero], "bool"),
    );
    return o.where(isOrigin, zero, angle);
  },

  // ONNX's opset 17 has no bitwise operators: sums the powers of two that both numbers have.
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
    // To bool is "not zero" in tfjs; ONNX says the same.
    return o.cast(x, dtype as Dtype);
  },
};

function both(o: Operators, a: Value, b: Value): Value {
  return o.elementwise("And", [a, b], "bool");
}
