import type { Attributes, Data, Dtype, Type, Value } from "./graph.js";

/** ONNX operators as functions of values. They infer shapes and omit operators without effect. */
export interface Operators {
  /** Adds any operator with one output of a known type. */
  op(name: string, inputs: readonly Value[], type: Type, attributes?: Attributes): Value;
  /** Adds an operator with several outputs. */
  ops(name: string, inputs: readonly Value[], types: readonly Type[], a?: Attributes): Value[];
  /** Adds an elementwise operator with broadcasting. */
  elementwise(name: string, inputs: readonly Value[], dtype?: Dtype, a?: Attributes): Value;
  constant(data: Data, type: Type): Value;
  scalar(x: number, dtype: Dtype): Value;
  /** Adds a vector of int64, the type of shapes, axes and bounds in ONNX. */
  ints(list: readonly number[]): Value;
  cast(x: Value, dtype: Dtype): Value;
  reshape(x: Value, shape: readonly number[]): Value;
  transpose(x: Value, perm: readonly number[]): Value;
  expand(x: Value, shape: readonly number[]): Value;
  slice(
    x: Value,
    begin: readonly number[],
    end: readonly number[],
    step?: readonly number[],
  ): Value;
  concat(xs: readonly Value[], axis: number): Value;
  gather(x: Value, indices: Value, axis: number): Value;
  where(condition: Value, a: Value, b: Value): Value;
}
