import type { Node } from "@ebm/trace";
import { literal } from "../c/literal.js";

/** Writes an operator on single elements as a C expression. The arguments are names or literals. */
export type Expression = (args: readonly string[], node: Node) => string;

const call =
  (name: string): Expression =>
  (args) =>
    `${name}(${args.join(", ")})`;

const infix =
  (sign: string): Expression =>
  ([a, b]) =>
    `${a} ${sign} ${b}`;

/** An operator that C has for floats and for integers under different names. */
const typed =
  (floats: Expression, integers: Expression): Expression =>
  (args, node) =>
    (node.inputs[0]!.dtype === "float32" ? floats : integers)(args, node);

/** An operator of any number of arguments, written with one of two. */
const chained =
  (two: Expression): Expression =>
  (args, node) =>
    args.reduce((a, b) => two([`(${a})`, b], node));

const attribute = (node: Node, name: string, missing: number): string => {
  const value = node.attributes[name];
  return literal(typeof value === "object" && "float" in value ? value.float : missing, "float32");
};

/** The operators that compute each element from the elements at the same place. */
export const elementwise: Readonly<Record<string, Expression>> = {
  Add: infix("+"),
  Sub: infix("-"),
  Mul: infix("*"),
  Div: typed(infix("/"), call("ebm_quotient")),
  Sum: chained(infix("+")),
  Max: chained(typed(call("ebm_max"), ([a, b]) => `${a} > ${b} ? ${a} : ${b}`)),
  Min: chained(typed(call("ebm_min"), ([a, b]) => `${a} < ${b} ? ${a} : ${b}`)),
  Mod: typed(call("fmodf"), call("ebm_mod")),
  Pow: typed(call("ebm_pow"), ([a, b]) => `ebm_int32(ebm_pow((float)${a}, (float)${b}))`),

  Equal: infix("=="),
  Greater: infix(">"),
  GreaterOrEqual: infix(">="),
  Less: infix("<"),
  LessOrEqual: infix("<="),
  And: infix("&"),
  Or: infix("|"),
  Xor: infix("^"),
  Not: ([x]) => `!${x}`,
  IsNaN: ([x]) => `${x} != ${x}`,
  IsInf: ([x]) => `__builtin_fabsf(${x}) == __builtin_inff()`,
  Where: ([condition, a, b]) => `${condition} ? ${a} : ${b}`,
  Identity: ([x]) => x!,
  Cast: ([x], { inputs, outputs }) => {
    const [from, to] = [inputs[0]!.dtype, outputs[0]!.dtype];
    if (to === "bool") return `${x} != 0`;
    return from === "float32" ? `ebm_int32(${x})` : x!;
  },

  Abs: typed(call("__builtin_fabsf"), ([x]) => `${x} < 0 ? -${x} : ${x}`),
  Neg: ([x]) => `-${x}`,
  Sign: typed(call("ebm_sign"), ([x]) => `(${x} > 0) - (${x} < 0)`),
  Reciprocal: ([x]) => `1.0f / ${x}`,
  Sqrt: call("__builtin_sqrtf"),
  Floor: call("__builtin_floorf"),
  Ceil: call("__builtin_ceilf"),
  Round: call("__builtin_rintf"),
  Exp: call("ebm_exp"),
  Log: call("ebm_log"),
  Tanh: call("ebm_tanh"),
  Sigmoid: call("ebm_sigmoid"),
  Relu: typed(call("ebm_relu"), ([x]) => `${x} > 0 ? ${x} : 0`),
  Elu: (args, node) => `ebm_elu(${args[0]}, ${attribute(node, "alpha", 1)})`,
  Selu: call("ebm_selu"),
  LeakyRelu: ([x], node) => `${x} < 0.0f ? ${x} * ${attribute(node, "alpha", 0.01)} : ${x}`,
  PRelu: ([x, slope]) => `${x} < 0.0f ? ${x} * ${slope} : ${x}`,
  HardSigmoid: ([x], node) => {
    const { alpha } = node.attributes as { readonly alpha?: { readonly float: number } };
    const name = alpha && alpha.float < 0 ? "ebm_fall" : "ebm_ramp";
    return `${name}(${x}, ${attribute(node, "alpha", 0.2)}, ${attribute(node, "beta", 0.5)})`;
  },
  Erf: call("erff"),
  ...Object.fromEntries(
    "Sin Cos Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh"
      .split(" ")
      .map((name) => [name, call(`${name.toLowerCase()}f`)]),
  ),
};
