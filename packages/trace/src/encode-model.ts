import { create, toBinary } from "@bufbuild/protobuf";
import {
  type AttributeProto,
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  type GraphProto,
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
import { encodeSplit } from "./encode-split.js";
import {
  type Attribute,
  bodyNodes,
  type Dtype,
  type Node,
  sortedNodes,
  type Value,
} from "./graph.js";
import type { Traced } from "./traced.js";

/** The operator set of all lowerings. */
const OPSET = 17;
/** The file format version of that operator set. */
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
  /**
   * Where the file runs. `"webgpu"` writes a Split of many outputs as several, because a shader has few
   * buffers, and Add for Sum, which WebGPU lacks. Default: `"cpu"`.
   */
  readonly target?: "cpu" | "webgpu";
}

/** Encodes a traced function as the bytes of an ONNX file (opset 17). */
export function encodeModel(
  { inputs, outputs, axisName = () => undefined }: Traced,
  { name = "traced", description = "", metadata = {}, target = "cpu" }: ModelInfo = {},
): Uint8Array<ArrayBuffer> {
  const names = new Map<Value, string>();
  for (const [input, value] of Object.entries(inputs)) names.set(value, input);
  const sorted = sortedNodes(Object.values(outputs));
  const info: GraphInfo = {
    name,
    inputs: Object.entries(inputs),
    outputs: Object.entries(outputs),
    names,
    axisName,
    ...(target === "webgpu" && { sizes: [] }),
  };
  const graph = encodeGraph(sorted, info);
  const constants = sorted.filter(({ op }) => op === "Constant");
  graph.initializer = [
    ...constants.map((node) => encodeConstant(node, names.get(node.outputs[0]!)!)),
    ...(info.sizes ?? []),
  ];
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
}

interface GraphInfo {
  readonly name: string;
  readonly inputs: readonly (readonly [name: string, value: Value])[];
  readonly outputs: readonly (readonly [name: string, value: Value])[];
  /** The names so far. Loop bodies share them with the outer graph. */
  readonly names: Map<Value, string>;
  readonly axisName: NonNullable<Traced["axisName"]>;
  /** The sizes of Splits that are written anew, for WebGPU. */
  readonly sizes?: TensorProto[];
}

/** Writes sorted nodes as a graph, without constants: all constants belong to the model. */
function encodeGraph(sorted: readonly Node[], info: GraphInfo): GraphProto {
  const { name, inputs, outputs, names, axisName, sizes } = info;
  const bodies = new Map(
    sorted.flatMap((node) => (node.body ? [[node, bodyNodes(node.body)]] : [])),
  );
  const isInner = (node: Node): boolean => [...bodies.values()].some((body) => body.has(node));
  const own = sorted.filter((node) => !isInner(node));

  const aliases: NodeProto[] = [];
  for (const [output, value] of outputs) {
    // A value has one name, so an output is copied if it is also an input, a constant, a value
    // from outside the body, or another output.
    const isPlain = !LEAVES.has(value.node.op) && own.includes(value.node) && !names.has(value);
    if (isPlain) names.set(value, output);
    else aliases.push(identity(nameOf(value), output));
  }
  const computed = own.filter(({ op }) => !LEAVES.has(op)).flatMap(encodeNode);
  const typed = (list: GraphInfo["inputs"]): ValueInfoProto[] =>
    list.map(([label, value]) => valueInfo(label, value, axisName));
  const node = [...computed, ...aliases];
  return create(GraphProtoSchema, { name, node, input: typed(inputs), output: typed(outputs) });

  function encodeNode(node: Node): NodeProto[] {
    if (isProductOfColumns(node)) return encodeFlipped(node);
    const attribute = Object.entries(node.attributes).map((entry) => encodeAttribute(...entry));
    const inner = bodies.get(node);
    if (inner) attribute.push(encodeBody(node, inner));
    const [input, output] = [node.inputs.map(nameOf), node.outputs.map(nameOf)];
    if (sizes && node.op === "Split") return encodeSplit(node, { input: input[0]!, sizes, nameOf });
    const opType = sizes && node.op === "Sum" ? "Add" : node.op;
    return [create(NodeProtoSchema, { opType, input, output, attribute })];
  }

  function encodeFlipped({ inputs, outputs }: Node): NodeProto[] {
    const [a = "", b = ""] = inputs.map(nameOf);
    const output = outputs.map(nameOf);
    const flipped = `${output}.flipped`;
    const attribute = [encodeAttribute("perm", [1, 0])];
    return [
      create(NodeProtoSchema, { opType: "Transpose", input: [a], output: [flipped], attribute }),
      create(NodeProtoSchema, { opType: "MatMul", input: [flipped, b], output }),
    ];
  }

  function encodeBody({ body }: Node, inner: ReadonlySet<Node>): AttributeProto {
    const label = `body${names.size}`;
    const g = encodeGraph(
      sorted.filter((node) => inner.has(node)),
      {
        name: label,
        inputs: body!.inputs.map((value) => [nameOf(value), value]),
        outputs: body!.outputs.map((value, i) => [`${label}.${i}`, value]),
        names,
        axisName,
        ...(sizes && { sizes }),
      },
    );
    return create(AttributeProtoSchema, { name: "body", type: AttributeType.GRAPH, g });
  }

  function nameOf(value: Value): string {
    const known = names.get(value) ?? `v${names.size}`;
    names.set(value, known);
    return known;
  }
}

/** Returns whether a node is not an operator, but an input or a constant. */
const LEAVES = new Set(["Constant", "Input"]);

/**
 * Returns whether a node is aᵀ·b with many columns in b. Gemm of ONNX Runtime transposes a again for
 * each 128 columns of b, so transposing a first is faster. This depends on sizes, so it is decided
 * here, where the open axis is known.
 */
function isProductOfColumns({ op, inputs, attributes }: Node): boolean {
  if (op !== "Gemm" || !attributes.transA || attributes.transB) return false;
  const [a, b] = inputs as [Value, Value];
  return a.shape[1]! >= 16 && b.shape[1]! > 128;
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
