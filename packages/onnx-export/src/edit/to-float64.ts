import { create } from "@bufbuild/protobuf";
import {
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  type GraphProto,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  type ValueInfoProto,
} from "onnx-buf";
import { editModel } from "./edit-model.js";
import { elementsOf } from "./initializers.js";

/**
 * Returns the same model in double precision, weights included: what the file computes, without the
 * rounding of float32. For verification: some runtimes have no double precision of some operators.
 */
export function toFloat64(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return editModel("toFloat64", bytes, ({ graph }) => widen(graph));
}

function widen(graph: GraphProto): void {
  for (const value of [...graph.input, ...graph.output, ...graph.valueInfo]) widenType(value);
  graph.initializer = graph.initializer.map(widened);
  graph.node = graph.node.flatMap((node) => {
    for (const attribute of node.attribute) {
      if (attribute.t) attribute.t = widened(attribute.t);
      if (attribute.g) widen(attribute.g);
      const isType = attribute.name === "to" || attribute.name === "dtype";
      if (isType && attribute.i === BigInt(DataType.FLOAT)) attribute.i = BigInt(DataType.DOUBLE);
    }
    return rewrites[node.opType]?.(node) ?? [node];
  });
}

function widenType({ type }: ValueInfoProto): void {
  if (type?.value.case !== "tensorType") return;
  const tensor = type.value.value;
  if (tensor.elemType === DataType.FLOAT) tensor.elemType = DataType.DOUBLE;
}

function widened(tensor: TensorProto): TensorProto {
  if (tensor.dataType !== DataType.FLOAT) return tensor;
  return double(tensor.name, [...tensor.dims], Float64Array.from(elementsOf(tensor)));
}

/** The operators that ONNX Runtime has in single precision only, as some that it has in double. */
const rewrites: Readonly<Record<string, (node: NodeProto) => NodeProto[]>> = {
  /** max(0, min(1, α·x + β)). */
  HardSigmoid({ input, output, attribute }) {
    const [x, y] = [input[0]!, output[0]!];
    const number = (key: string, or: number): number =>
      attribute.find((each) => each.name === key)?.f ?? or;
    return [
      constant(`${y}.slope`, number("alpha", 0.2)),
      constant(`${y}.shift`, number("beta", 0.5)),
      ...[0, 1].map((bound) => constant(`${y}.${bound}`, bound)),
      node("Mul", [x, `${y}.slope`], `${y}.scaled`),
      node("Add", [`${y}.scaled`, `${y}.shift`], `${y}.line`),
      node("Max", [`${y}.line`, `${y}.0`], `${y}.floored`),
      node("Min", [`${y}.floored`, `${y}.1`], y),
    ];
  },
  /** ½·log((1 + x)/(1 − x)). */
  Atanh({ input, output }) {
    const [x, y] = [input[0]!, output[0]!];
    return [
      constant(`${y}.one`, 1),
      constant(`${y}.half`, 0.5),
      node("Add", [`${y}.one`, x], `${y}.above`),
      node("Sub", [`${y}.one`, x], `${y}.below`),
      node("Div", [`${y}.above`, `${y}.below`], `${y}.ratio`),
      node("Log", [`${y}.ratio`], `${y}.log`),
      node("Mul", [`${y}.log`, `${y}.half`], y),
    ];
  },
};

function constant(name: string, value: number): NodeProto {
  return node("Constant", [], name, double("", [], Float64Array.of(value)));
}

function node(opType: string, input: string[], output: string, value?: TensorProto): NodeProto {
  const attribute = value
    ? [create(AttributeProtoSchema, { name: "value", type: AttributeType.TENSOR, t: value })]
    : [];
  return create(NodeProtoSchema, { opType, input, output: [output], attribute });
}

function double(name: string, dims: bigint[], values: Float64Array<ArrayBuffer>): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dims,
    dataType: DataType.DOUBLE,
    rawData: new Uint8Array(values.buffer),
  });
}
