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
import type { Node, Value } from "./graph.js";

/** WebGPU promises eight buffers to a shader, one of which is the input. */
const MOST = 7;

interface EncodeSplitInputs {
  readonly input: string;
  /** The list that the sizes of the parts are added to. */
  readonly sizes: TensorProto[];
  nameOf(value: Value): string;
}

interface Part {
  readonly name: string;
  readonly size: number;
}

/** Writes a Split as a tree of Splits of at most seven outputs. */
export function encodeSplit(
  { outputs, attributes }: Node,
  { input, sizes, nameOf }: EncodeSplitInputs,
): NodeProto[] {
  const axis = attributes.axis as number;
  const write = (from: string, parts: readonly Part[]): NodeProto[] => {
    if (parts.length <= MOST) return [splitOf(from, parts)];
    const each = Math.ceil(parts.length / MOST);
    const groups = Array.from({ length: Math.ceil(parts.length / each) }, (_, i) => {
      const within = parts.slice(i * each, (i + 1) * each);
      const size = within.reduce((sum, part) => sum + part.size, 0);
      return { name: `${from}.part${i}`, size, within };
    });
    return [splitOf(from, groups), ...groups.flatMap(({ name, within }) => write(name, within))];
  };
  const splitOf = (from: string, parts: readonly Part[]): NodeProto => {
    const name = `${from}.sizes${sizes.length}`;
    const values = BigInt64Array.from(parts, ({ size }) => BigInt(size));
    sizes.push(
      create(TensorProtoSchema, {
        name,
        dims: [BigInt(values.length)],
        dataType: DataType.INT64,
        rawData: new Uint8Array(values.buffer),
      }),
    );
    return create(NodeProtoSchema, {
      opType: "Split",
      input: [from, name],
      output: parts.map((part) => part.name),
      attribute: [
        create(AttributeProtoSchema, { name: "axis", type: AttributeType.INT, i: BigInt(axis) }),
      ],
    });
  };
  const parts = outputs.map((value) => ({ name: nameOf(value), size: value.shape[axis]! }));
  return write(input, parts);
}
