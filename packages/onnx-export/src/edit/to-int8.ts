import { create } from "@bufbuild/protobuf";
import {
  type AttributeProto,
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  type GraphProto,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProtoSchema,
} from "onnx-buf";
import { editModel } from "./edit-model.js";
import { elementsOf, isMatrix } from "./initializers.js";

/**
 * Multiplies by constant matrices in integers: a W ≈ rᵢ cⱼ Σₖ (aᵢₖ − 128)(wₖⱼ − 128), with a scale rᵢ
 * for each row of a, a scale cⱼ for each column of W, and unsigned bytes centered at 128 for both.
 * Products of signed bytes would overflow on some processors.
 */
export function toInt8(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return editModel("quantize", bytes, ({ graph }) => {
    const matrices = new Map(graph.initializer.filter(isMatrix).map((it) => [it.name, it]));
    const quantized = new Map<string, readonly [bytes: TensorProto, scales: TensorProto]>();
    replaceProducts(graph, (weight) => {
      const tensor = matrices.get(weight);
      if (tensor && !quantized.has(weight)) quantized.set(weight, quantizedColumns(tensor));
      return tensor !== undefined;
    });
    const used = namesUsed(graph);
    graph.initializer = [
      ...graph.initializer.filter(({ name }) => !quantized.has(name) || used.has(name)),
      ...[...quantized.values()].flat(),
      ...(quantized.size > 0 ? constants : []),
    ];
  });
}

function quantizedColumns({ name, dims, ...tensor }: TensorProto): [TensorProto, TensorProto] {
  const [rows, columns] = dims.map(Number) as [number, number];
  const elements = elementsOf({ name, dims, ...tensor });
  const scales = new Float32Array(columns);
  for (const [i, x] of elements.entries()) {
    scales[i % columns] = Math.max(scales[i % columns]!, Math.abs(x) / 127);
  }
  const own = Uint8Array.from({ length: rows * columns }, (_, i) =>
    Math.round(elements[i]! / (scales[i % columns]! || 1) + 128),
  );
  return [
    create(TensorProtoSchema, {
      name: `${name}.int8`,
      dims,
      dataType: DataType.UINT8,
      rawData: own,
    }),
    floats(`${name}.scale`, scales, [BigInt(columns)]),
  ];
}

/** Replaces products whose right factor can be quantized, including products in loops. */
function replaceProducts(graph: GraphProto, isQuantized: (weight: string) => boolean): void {
  graph.node = graph.node.flatMap((node) => {
    for (const { g } of node.attribute) if (g) replaceProducts(g, isQuantized);
    const [a, weight] = node.input as [string, string];
    return node.opType === "MatMul" && isQuantized(weight)
      ? product(a, weight, node.output[0]!)
      : [node];
  });
}

function product(a: string, weight: string, output: string): NodeProto[] {
  const at = (step: string): string => `${output}.${step}`;
  const op = (
    opType: string,
    input: string[],
    result: string,
    attribute: AttributeProto[] = [],
  ): NodeProto => create(NodeProtoSchema, { opType, input, output: [result], attribute });
  return [
    op("Abs", [a], at("abs")),
    op("ReduceMax", [at("abs")], at("largest"), [lastAxis]),
    op("Max", [at("largest"), "int8.tiny"], at("positive")),
    op("Div", [at("positive"), "int8.steps"], at("rows")),
    op("Div", [a, at("rows")], at("scaled")),
    op("Round", [at("scaled")], at("rounded")),
    op("Add", [at("rounded"), "int8.middle"], at("shifted")),
    op("Cast", [at("shifted")], at("bytes"), [to(DataType.UINT8)]),
    op("MatMulInteger", [at("bytes"), `${weight}.int8`, "int8.zero", "int8.zero"], at("product")),
    op("Cast", [at("product")], at("float"), [to(DataType.FLOAT)]),
    op("Mul", [at("float"), at("rows")], at("by_rows")),
    op("Mul", [at("by_rows"), `${weight}.scale`], output),
  ];
}

function namesUsed(graph: GraphProto): Set<string> {
  const inner = graph.node.flatMap(({ attribute }) => attribute.flatMap(({ g }) => g ?? []));
  return new Set([
    ...graph.node.flatMap(({ input }) => input),
    ...inner.flatMap((body) => [...namesUsed(body)]),
  ]);
}

function floats(name: string, values: Float32Array<ArrayBuffer>, dims: bigint[]): TensorProto {
  const rawData = new Uint8Array(values.buffer);
  return create(TensorProtoSchema, { name, dims, dataType: DataType.FLOAT, rawData });
}

function to(type: DataType): AttributeProto {
  return create(AttributeProtoSchema, { name: "to", type: AttributeType.INT, i: BigInt(type) });
}

const lastAxis = create(AttributeProtoSchema, {
  name: "axes",
  type: AttributeType.INTS,
  ints: [-1n],
});

const constants = [
  floats("int8.tiny", Float32Array.of(1e-30), []),
  floats("int8.steps", Float32Array.of(127), []),
  floats("int8.middle", Float32Array.of(128), []),
  create(TensorProtoSchema, {
    name: "int8.zero",
    dims: [],
    dataType: DataType.UINT8,
    rawData: Uint8Array.of(128),
  }),
];
