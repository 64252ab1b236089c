import { create } from "@bufbuild/protobuf";
import {
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProtoSchema,
} from "onnx-buf";

/** Writes nodes one after another, and the constants that they use. */
export interface GraphWriter {
  readonly nodes: NodeProto[];
  readonly initializers: TensorProto[];
  /** Adds a node and returns the name of its output. `output` chooses the name. */
  op(
    opType: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, string | number>>,
    output?: string,
  ): string;
  /** Adds a constant vector and returns its name. */
  floats(...values: readonly number[]): string;
  int64(...values: readonly bigint[]): string;
  /** Adds a float64 constant and returns its name. Default shape: a vector. */
  doubles(values: readonly number[], shape?: readonly number[]): string;
}

/** Makes a writer. All its names begin with `prefix`. */
export function graphWriter(prefix: string): GraphWriter {
  const [nodes, initializers]: [NodeProto[], TensorProto[]] = [[], []];
  const constant = (
    dataType: DataType,
    data: Float32Array | Float64Array | BigInt64Array,
    shape: readonly number[] = [data.length],
  ): string => {
    const name = `${prefix}.constant${initializers.length}`;
    const rawData = new Uint8Array(data.buffer as ArrayBuffer);
    const dims = shape.map(BigInt);
    initializers.push(create(TensorProtoSchema, { name, dims, dataType, rawData }));
    return name;
  };
  return {
    nodes,
    initializers,
    op(opType, inputs, attributes = {}, output = `${prefix}.${nodes.length}`) {
      const attribute = Object.entries(attributes).map(([name, value]) =>
        typeof value === "number"
          ? create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) })
          : create(AttributeProtoSchema, {
              name,
              type: AttributeType.STRING,
              s: new TextEncoder().encode(value),
            }),
      );
      nodes.push(
        create(NodeProtoSchema, { opType, input: [...inputs], output: [output], attribute }),
      );
      return output;
    },
    floats: (...values) => constant(DataType.FLOAT, Float32Array.from(values)),
    int64: (...values) => constant(DataType.INT64, BigInt64Array.from(values)),
    doubles: (values, shape) => constant(DataType.DOUBLE, Float64Array.from(values), shape),
  };
}
