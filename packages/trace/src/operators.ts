import type { Attributes, Data, Dtype, Type, Value } from "./graph.js";

/** ONNX operators as functions of values, with their shapes inferred and their no-ops left out. */
export interface Operators {
  /** Any operator with one output of a known type. */
  op(name: string, inputs: readonly Value[], type: Type, attributes?: Attributes): Value;
  /** An operator with several outputs. */
  ops(name: string, inputs: readonly Value[], types: readonly Type[], a?: Attributes): Value[];
  /** An operator on matching elements of broadcast inputs. */
  elementwise(name: string, inputs: readonly Value[], dtype?: Dtype, a?: Attributes): Value;
  constant(data: Data, type: Type): Value;
  scalar(x: number, dtype: Dtype): Value;
  /** A vector of int64, which is how ONNX takes shapes, axes and bounds. */
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
