import { create } from "@bufbuild/protobuf";
import { EbmError } from "@ebm/core";
import {
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  type GraphProto,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  type ValueInfoProto,
} from "onnx-buf";
import { editModel } from "./edit-model.js";

/**
 * The same file for several y of each x: the input `of` and all outputs have an axis more, open and
 * named `samples`, after that of the batch; other inputs are repeated along it.
 *
 *   x [batch, features], y [batch, dim] → energy [batch]
 *
 * becomes x [batch, features], y [batch, samples, dim] → energy [batch, samples].
 *
 * @throws {EbmError} If there is no input `of`, or one of the inputs and outputs is not of a batch:
 *   its first axis open, the others not.
 */
export function withSamples(
  bytes: Uint8Array,
  { of = "y" }: { readonly of?: string } = {},
): Uint8Array<ArrayBuffer> {
  return editModel("withSamples", bytes, ({ graph }) => {
    const names = graph.input.map(({ name }) => name);
    if (!names.includes(of)) {
      throw new EbmError(`withSamples: \`of\` is ${of}, expected one of ${names.join(", ")}.`);
    }
    for (const value of [...graph.input, ...graph.output]) checkIsOfBatch(value);
    renameToRows(graph.node, new Set([...graph.input, ...graph.output].map(({ name }) => name)));

    const before = graph.input.flatMap((value) => {
      const { name } = value;
      const rows = rowsOf(name);
      if (name === of) return reshape(graph, [name, [-1, ...tailOf(value)]], rows);
      const each = `${name}.each`;
      return [
        node("Unsqueeze", [name, constant(graph, `${name}.axis`, [1])], `${name}.one`),
        ...shapeOf(graph, [`${name}.each.shape`, tailOf(value)]),
        node("Expand", [`${name}.one`, `${name}.each.shape`], each),
        ...reshape(graph, [each, [-1, ...tailOf(value)]], rows),
      ];
    });
    const after = graph.output.flatMap((value) => {
      const { name } = value;
      const shape = `${name}.shape`;
      return [
        ...shapeOf(graph, [shape, tailOf(value)]),
        node("Reshape", [rowsOf(name), shape], name),
      ];
    });
    const counts = node("Shape", [of], COUNTS, { start: 0, end: 2 });
    graph.node = [counts, ...before, ...graph.node, ...after];
    for (const value of [graph.input.find(({ name }) => name === of)!, ...graph.output]) {
      const samples = create(TensorShapeProto_DimensionSchema, {
        value: { case: "dimParam", value: "samples" },
      });
      dimsOf(value).splice(1, 0, samples);
    }
  });
}

/** The tensor [batch, samples] of sizes. */
const COUNTS = "samples.counts";

const rowsOf = (name: string): string => `${name}.rows`;

function dimsOf({ type }: ValueInfoProto) {
  return type?.value.case === "tensorType" ? (type.value.value.shape?.dim ?? []) : [];
}

/** The sizes of all axes but the first. */
function tailOf(value: ValueInfoProto): number[] {
  return dimsOf(value)
    .slice(1)
    .map((dim) => Number(dim.value.value));
}

function checkIsOfBatch(info: ValueInfoProto): void {
  const [first, ...others] = dimsOf(info).map(({ value }) => value);
  if (first?.case === "dimParam" && others.every((value) => value.case === "dimValue")) return;
  const shape = dimsOf(info).map(({ value }) => value.value ?? "?");
  throw new EbmError(
    `withSamples: \`${info.name}\` has shape [${shape}], expected an open axis and sizes after it.`,
  );
}

/** In bodies too, which see the values around them. */
function renameToRows(nodes: readonly NodeProto[], names: ReadonlySet<string>): void {
  const renamed = (name: string): string => (names.has(name) ? rowsOf(name) : name);
  for (const each of nodes) {
    each.input = each.input.map(renamed);
    each.output = each.output.map(renamed);
    for (const { g } of each.attribute) {
      if (!g) continue;
      renameToRows(g.node, names);
      for (const output of g.output) output.name = renamed(output.name);
    }
  }
}

/** Nodes that give the shape [batch, samples, …tail]. */
function shapeOf(graph: GraphProto, [name, tail]: readonly [string, readonly number[]]) {
  if (tail.length === 0) return [node("Identity", [COUNTS], name)];
  const rest = constant(graph, `${name}.tail`, tail);
  return [node("Concat", [COUNTS, rest], name, { axis: 0 })];
}

function reshape(
  graph: GraphProto,
  [input, shape]: readonly [string, readonly number[]],
  output: string,
): NodeProto[] {
  return [node("Reshape", [input, constant(graph, `${output}.shape`, shape)], output)];
}

function constant({ initializer }: GraphProto, name: string, values: readonly number[]): string {
  const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  const dims = [BigInt(values.length)];
  const tensor: TensorProto = create(TensorProtoSchema, {
    name,
    dims,
    dataType: DataType.INT64,
    rawData,
  });
  initializer.push(tensor);
  return name;
}

function node(
  opType: string,
  input: string[],
  output: string,
  attributes: Readonly<Record<string, number>> = {},
): NodeProto {
  const attribute = Object.entries(attributes).map(([name, i]) =>
    create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(i) }),
  );
  return create(NodeProtoSchema, { opType, input, output: [output], attribute });
}
