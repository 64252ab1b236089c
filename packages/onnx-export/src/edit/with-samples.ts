import { create } from "@bufbuild/protobuf";
import { EbmError } from "@ebm/core";
import { TensorShapeProto_DimensionSchema, type ValueInfoProto } from "onnx-buf";
import { type GraphWriter, graphWriter } from "../write/graph-writer.js";
import { editModel } from "./edit-model.js";
import { renameValues } from "./rename-values.js";

export interface WithSamplesOptions {
  /** The name of the input that has several samples. Default: "y". */
  readonly of?: string;
}

/**
 * Changes a file to take several y for each x. The input `of` and all outputs get one more open axis,
 * named `samples`, after the batch axis. Other inputs are repeated along it.
 *
 *   x [batch, features], y [batch, dim] → energy [batch]
 *
 * becomes x [batch, features], y [batch, samples, dim] → energy [batch, samples].
 *
 * @throws {EbmError} If there is no input `of`, or if an input or output is not a batch: its first axis
 *   open and the others fixed.
 */
export function withSamples(
  bytes: Uint8Array,
  { of = "y" }: WithSamplesOptions = {},
): Uint8Array<ArrayBuffer> {
  return editModel("withSamples", bytes, ({ graph }) => {
    const names = graph.input.map(({ name }) => name);
    if (!names.includes(of)) {
      throw new EbmError(`withSamples: \`of\` is ${of}, expected one of ${names.join(", ")}.`);
    }
    for (const value of [...graph.input, ...graph.output]) checkIsOfBatch(value);
    const rowNames = [...graph.input, ...graph.output].map(
      ({ name }) => [name, rowsOf(name)] as const,
    );
    renameValues(graph.node, new Map(rowNames));

    const before = graphWriter("samples.before");
    const counts = before.op("Shape", [of], { start: 0, end: 2 });
    for (const value of graph.input) {
      const { name } = value;
      const rows = before.int64(-1n, ...tailOf(value));
      const all = name === of ? name : repeated(before, { value, counts });
      before.op("Reshape", [all, rows], {}, rowsOf(name));
    }
    const after = graphWriter("samples.after");
    for (const value of graph.output) {
      const shape = shapeOf(after, { value, counts });
      after.op("Reshape", [rowsOf(value.name), shape], {}, value.name);
    }
    graph.node = [...before.nodes, ...graph.node, ...after.nodes];
    graph.initializer.push(...before.initializers, ...after.initializers);
    for (const value of [graph.input.find(({ name }) => name === of)!, ...graph.output]) {
      const samples = create(TensorShapeProto_DimensionSchema, {
        value: { case: "dimParam", value: "samples" },
      });
      dimsOf(value).splice(1, 0, samples);
    }
  });
}

const rowsOf = (name: string): string => `${name}.rows`;

function dimsOf({ type }: ValueInfoProto) {
  return type?.value.case === "tensorType" ? (type.value.value.shape?.dim ?? []) : [];
}

/** Returns the sizes of all axes but the first. */
function tailOf(value: ValueInfoProto): bigint[] {
  return dimsOf(value)
    .slice(1)
    .map((dim) => dim.value.value as bigint);
}

function checkIsOfBatch(info: ValueInfoProto): void {
  const [first, ...others] = dimsOf(info).map(({ value }) => value);
  if (first?.case === "dimParam" && others.every((value) => value.case === "dimValue")) return;
  const shape = dimsOf(info).map(({ value }) => value.value ?? "?");
  throw new EbmError(
    `withSamples: \`${info.name}\` has shape [${shape}], expected an open axis and sizes after it.`,
  );
}

interface Sized {
  readonly value: ValueInfoProto;
  /** The tensor [batch, samples] of sizes. */
  readonly counts: string;
}

/** Repeats an input along a new axis of samples. */
function repeated(writer: GraphWriter, { value, counts }: Sized): string {
  const { op, int64 } = writer;
  const one = op("Unsqueeze", [value.name, int64(1n)]);
  return op("Expand", [one, shapeOf(writer, { value, counts })]);
}

/** Returns the shape [batch, samples, …] for [batch, …]. */
function shapeOf({ op, int64 }: GraphWriter, { value, counts }: Sized): string {
  const tail = tailOf(value);
  return tail.length === 0 ? counts : op("Concat", [counts, int64(...tail)], { axis: 0 });
}
