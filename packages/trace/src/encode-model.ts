import { create, toBinary } from "@bufbuild/protobuf";
import {
  type AttributeProto,
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  StringStringEntryProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "onnx-buf";
import { type Attribute, type Dtype, type Node, sortedNodes, type Value } from "./graph.js";
import type { Traced } from "./trace.js";

/** The operator set that every lowering is written for. */
export const OPSET = 17;
/** The file format of that operator set. */
const IR_VERSION = 8n;

const TYPES: Readonly<Record<Dtype, DataType>> = {
  bool: DataType.BOOL,
  float32: DataType.FLOAT,
  int32: DataType.INT32,
  int64: DataType.INT64,
};

export interface ModelInfo {
  readonly name?: string;
  readonly description?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A traced function as the bytes of an ONNX file (opset 17). */
export function encodeModel(
  { inputs, outputs, axisName = () => undefined }: Traced,
  { name = "traced", description = "", metadata = {} }: ModelInfo = {},
): Uint8Array<ArrayBuffer> {
  const names = new Map<Value, string>();
  for (const [input, value] of Object.entries(inputs)) names.set(value, input);
  const aliases: NodeProto[] = [];
  for (const [output, value] of Object.entries(outputs)) {
    // A value has one name: an output that is an input, a constant or another output is a copy.
    const isPlain = value.node.inputs.length > 0 && !names.has(value);
    if (isPlain) names.set(value, output);
    else aliases.push(identity(nameOf(value), output));
  }

  const nodes = sortedNodes(Object.values(outputs));
  const constants = nodes.filter(({ op }) => op === "Constant");
  const computed = nodes.filter(({ op }) => op !== "Constant" && op !== "Input");
  const info = (values: Readonly<Record<string, Value>>): ValueInfoProto[] =>
    Object.entries(values).map(([label, value]) => valueInfo(label, value, axisName));

  const graph = create(GraphProtoSchema, {
    name,
    node: [...computed.map((node) => encodeNode(node, nameOf)), ...aliases],
    initializer: constants.map((node) => encodeConstant(node, nameOf(node.outputs[0]!))),
    input: info(inputs),
    output: info(outputs),
  });
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    opsetImport: [create(OperatorSetIdProtoSchema, { domain: "", version: BigInt(OPSET) })],
    producerName: "ebm",
    docString: description,
    graph,
    metadataProps: Object.entries(metadata).map(([key, value]) =>
      create(StringStringEntryProtoSchema, { key, value }),
    ),
  });
  return toBinary(ModelProtoSchema, model) as Uint8Array<ArrayBuffer>;

  function nameOf(value: Value): string {
    const known = names.get(value) ?? `v${names.size}`;
    names.set(value, known);
    return known;
  }
}

function encodeNode(node: Node, nameOf: (value: Value) => string): NodeProto {
  return create(NodeProtoSchema, {
    opType: node.op,
    input: node.inputs.map(nameOf),
    output: node.outputs.map(nameOf),
    attribute: Object.entries(node.attributes).map(([name, value]) => encodeAttribute(name, value)),
  });
}

function identity(from: string, to: string): NodeProto {
  return create(NodeProtoSchema, { opType: "Identity", input: [from], output: [to] });
}

function encodeAttribute(name: string, value: Attribute): AttributeProto {
  if (name === "to") {
    const type = BigInt(TYPES[value as Dtype]);
    return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: type });
  }
  if (typeof value === "number") {
    return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) });
  }
  if (typeof value === "string") {
    const s = new TextEncoder().encode(value);
    return create(AttributeProtoSchema, { name, type: AttributeType.STRING, s });
  }
  if ("float" in value) {
    return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value.float });
  }
  return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: value.map(BigInt) });
}

function encodeConstant({ data, outputs }: Node, name: string): TensorProto {
  const { shape, dtype } = outputs[0]!;
  const { buffer, byteOffset, byteLength } = data!;
  return create(TensorProtoSchema, {
    name,
    dims: shape.map(BigInt),
    dataType: TYPES[dtype],
    rawData: new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength),
  });
}

function valueInfo(
  name: string,
  value: Value,
  axisName: NonNullable<Traced["axisName"]>,
): ValueInfoProto {
  const dim = value.shape.map((size, axis) => {
    const label = axisName(value, axis);
    return create(TensorShapeProto_DimensionSchema, {
      value: label ? { case: "dimParam", value: label } : { case: "dimValue", value: BigInt(size) },
    });
  });
  const tensor = create(TypeProto_TensorSchema, {
    elemType: TYPES[value.dtype],
    shape: create(TensorShapeProtoSchema, { dim }),
  });
  const type = create(TypeProtoSchema, { value: { case: "tensorType", value: tensor } });
  return create(ValueInfoProtoSchema, { name, type });
}
