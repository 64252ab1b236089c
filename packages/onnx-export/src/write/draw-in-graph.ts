import { create } from "@bufbuild/protobuf";
import {
  TensorProto_DataType as DataType,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "onnx-buf";
import { editModel } from "../edit/edit-model.js";
import { type GraphWriter, graphWriter } from "./graph-writer.js";

/** The distribution of noise: uniform on [0, 1), in multiples of 2⁻²⁴, or standard normal. */
export type NoiseKind = "uniform" | "normal";

/**
 * Changes a sampler to draw its noise in the graph: it then takes int32 numbers `seed` and `steps`
 * instead of noise [steps, …]. Entry i depends only on the seed and i, through four rounds
 *
 *   x ← rot₃₂(x² + y),  rot₃₂(x² + z),  rot₃₂(x² + y),  then x² + z,
 *   where x = y = i·k and z = y + k for a key k of the seed, in 64-bit integers that wrap,
 *
 * of which the upper 24 bits are kept. It needs no exclusive or, which opset 17 lacks.
 *
 * Reference: Widynski. Squares: A Fast Counter-Based RNG. 2020. https://arxiv.org/abs/2004.06278
 */
export function drawInGraph(
  bytes: Uint8Array,
  { noises, kind }: { readonly noises: readonly string[]; readonly kind: NoiseKind },
): Uint8Array<ArrayBuffer> {
  return editModel("exportSampler", bytes, ({ graph }) => {
    const writer = graphWriter("noise");
    const { op, int64 } = writer;
    const sizes = openSizes(writer, graph.input);
    const seed = op("Mul", [asVector(writer, "seed"), int64(BigInt(noises.length))]);
    for (const [i, name] of noises.entries()) {
      const { dim } = tensorType(graph.input.find((it) => it.name === name)!).shape!;
      const shape = dim.map(({ value }) =>
        value.case === "dimParam" ? sizes.get(value.value)! : int64(value.value as bigint),
      );
      const key = keyOf(writer, op("Add", [seed, int64(BigInt(i))]));
      draw(writer, { key, shape, kind, name });
    }
    const kept = graph.input.filter(({ name }) => !noises.includes(name));
    graph.input = [...kept, int32Scalar("seed"), int32Scalar("steps")];
    graph.node.unshift(...writer.nodes);
    graph.initializer.push(...writer.initializers);
  });
}

/** Returns each open size as a vector of one element. The number of chains comes from their start. */
function openSizes(writer: GraphWriter, inputs: readonly ValueInfoProto[]): Map<string, string> {
  const { op, int64 } = writer;
  const start = inputs.find(({ name }) => name === "start")!;
  const all = op("Shape", ["start"]);
  const sizes = new Map([["steps", asVector(writer, "steps")]]);
  for (const [axis, { value }] of tensorType(start).shape!.dim.entries()) {
    if (value.case !== "dimParam") continue;
    sizes.set(value.value, op("Gather", [all, int64(BigInt(axis))], { axis: 0 }));
  }
  return sizes;
}

/** Adds an int32 input, as a vector of one int64. */
function asVector({ op, int64 }: GraphWriter, input: string): string {
  return op("Reshape", [op("Cast", [input], { to: DataType.INT64 }), int64(1n)]);
}

/** Computes a key for each number: an odd word whose bits depend on all bits of the number. */
function keyOf(writer: GraphWriter, number: string): string {
  const { op, int64 } = writer;
  const key = int64(-7046029254386353131n); // 2⁶⁴ over the golden ratio
  const even = op("Add", [number, number]);
  const [high, low] = [even, op("Add", [even, int64(1n)])].map((counter) =>
    squares(writer, { counter, key, bits: 32n }),
  );
  const odd = op("Add", [op("Add", [low!, low!]), int64(1n)]);
  return op("Add", [op("Mul", [high!, int64(2n ** 33n)]), odd]);
}

interface Drawing {
  readonly key: string;
  /** Each size as a vector of one element. */
  readonly shape: readonly string[];
  readonly kind: NoiseKind;
  /** The shape of the result. */
  readonly name: string;
}

function draw(writer: GraphWriter, { key, shape: sizes, kind, name }: Drawing): void {
  const { op, int64, floats } = writer;
  const shape = op("Concat", sizes, { axis: 0 });
  // not ReduceProd, which ONNX Runtime rounds to floats
  const size = sizes.reduce((product, axis) => op("Mul", [product, axis]));
  const [zero, end, one] = [int64(0n), size, int64(1n)].map((value) => op("Squeeze", [value]));
  const places = op("Range", [zero!, end!, one!]);
  const uniform = (counter: string): string => {
    const bits = squares(writer, { counter, key, bits: 24n });
    return op("Mul", [op("Cast", [bits], { to: DataType.FLOAT }), floats(2 ** -24)]);
  };
  if (kind === "uniform") {
    op("Reshape", [uniform(places), shape], {}, name);
    return;
  }
  // Box–Muller: one uniform number gives the radius, and the other the angle
  const even = op("Add", [places, places]);
  const length = op("Log", [op("Sub", [floats(1), uniform(even)])]);
  const radius = op("Sqrt", [op("Mul", [length, floats(-2)])]);
  const angle = op("Mul", [uniform(op("Add", [even, int64(1n)])), floats(2 * Math.PI)]);
  op("Reshape", [op("Mul", [radius, op("Cos", [angle])]), shape], {}, name);
}

function squares(
  { op, int64 }: GraphWriter,
  { counter, key, bits }: { readonly counter: string; readonly key: string; readonly bits: bigint },
): string {
  const shifted = (x: string, by: bigint): string => {
    const unsigned = [x, int64(by)].map((it) => op("Cast", [it], { to: DataType.UINT64 }));
    return op("Cast", [op("BitShift", unsigned, { direction: "RIGHT" })], { to: DataType.INT64 });
  };
  const rotated = (x: string): string =>
    op("Add", [shifted(x, 32n), op("Mul", [x, int64(2n ** 32n)])]);
  const y = op("Mul", [counter, key]);
  const z = op("Add", [y, key]);
  const round = (x: string, add: string): string => op("Add", [op("Mul", [x, x]), add]);
  const last = [y, z, y].reduce((x, add) => rotated(round(x, add)), y);
  return shifted(round(last, z), 64n - bits);
}

function tensorType({ type }: ValueInfoProto) {
  if (type?.value.case !== "tensorType") throw new TypeError("an input is no tensor");
  return type.value.value;
}

function int32Scalar(name: string): ValueInfoProto {
  const value = { elemType: DataType.INT32, shape: { dim: [] } };
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: "tensorType", value: value as never } },
  });
}
