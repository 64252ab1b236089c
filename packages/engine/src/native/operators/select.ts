import type { Node, Value } from "@ebm/trace";
import { cTypes } from "../c/literal.js";
import { unsupported } from "../native-error.js";
import { rowStrides, sizeOf, whole } from "../plan/access.js";
import { address, type Operator, type Planner } from "../plan/plan.js";

/** The operators that read or write elements at places that are computed. */
export const selections: Readonly<Record<string, Operator>> = {
  Gather(node, planner) {
    const [x, indices] = node.inputs as [Value, Value];
    const [output] = node.outputs as [Value];
    const axis = node.attributes.axis as number;
    const [size, inner] = [x.shape[axis]!, sizeOf(x.shape.slice(axis + 1))];
    const [source, places] = [planner.rowByRow(x), planner.rowByRow(indices)];
    const target = planner.result(output);
    planner.define(output, whole(target, output.shape));
    const count = sizeOf(indices.shape);
    const code = [
      "for (long i = from; i < to; i++) {",
      ...placed(`${address(places)}[i % ${count}]`, size),
      `  memcpy(${target.name} + i * ${inner}, ${address(source)} + (i / ${count} * ${size} + at) * ${inner},`,
      `         ${inner} * sizeof *${target.name});`,
      "}",
    ];
    const rows = sizeOf(x.shape.slice(0, axis)) * count;
    planner.kernel(node, { reads: [source, places], writes: [target], rows, code });
  },

  GatherND(node, planner) {
    const [x, indices] = node.inputs as [Value, Value];
    const [output] = node.outputs as [Value];
    const batchDims = (node.attributes.batch_dims as number | undefined) ?? 0;
    const depth = indices.shape.at(-1)!;
    const inner = sizeOf(x.shape.slice(batchDims + depth));
    const batch = sizeOf(x.shape.slice(0, batchDims));
    const count = sizeOf(indices.shape) / depth;
    const [source, places] = [planner.rowByRow(x), planner.rowByRow(indices)];
    const target = planner.result(output);
    planner.define(output, whole(target, output.shape));
    const perBatch = sizeOf(x.shape) / batch;
    const code = [
      "for (long i = from; i < to; i++) {",
      ...offsetAt(x.shape.slice(batchDims), depth, `${address(places)} + i * ${depth}`),
      `  memcpy(${target.name} + i * ${inner}, ${address(source)} + i / ${count / batch} * ${perBatch} + offset,`,
      `         ${inner} * sizeof *${target.name});`,
      "}",
    ];
    planner.kernel(node, { reads: [source, places], writes: [target], rows: count, code });
  },

  ScatterND(node, planner) {
    const [x, indices, updates] = node.inputs as [Value, Value, Value];
    const [output] = node.outputs as [Value];
    const depth = indices.shape.at(-1)!;
    const inner = sizeOf(x.shape.slice(depth));
    const [source, places, added] = [x, indices, updates].map(planner.rowByRow) as Triple;
    const target = planner.result(output);
    planner.define(output, whole(target, output.shape));
    const sign = node.attributes.reduction === "add" ? "+=" : "=";
    const code = [
      `memcpy(${target.name}, ${address(source)}, ${sizeOf(x.shape)} * sizeof *${target.name});`,
      `for (long i = 0; i < ${sizeOf(indices.shape) / depth}; i++) {`,
      ...offsetAt(x.shape, depth, `${address(places)} + i * ${depth}`),
      `  for (long c = 0; c < ${inner}; c++)`,
      `    ${target.name}[offset + c] ${sign} ${address(added)}[i * ${inner} + c];`,
      "}",
    ];
    planner.kernel(node, { reads: [source, places, added], writes: [target], code });
  },

  ScatterElements(node, planner) {
    const [x, indices, updates] = node.inputs as [Value, Value, Value];
    const [output] = node.outputs as [Value];
    if (x.shape.length !== 1) throw unsupported(node);
    const [source, places, added] = [x, indices, updates].map(planner.rowByRow) as Triple;
    const target = planner.result(output);
    planner.define(output, whole(target, output.shape));
    const sign = node.attributes.reduction === "add" ? "+=" : "=";
    const code = [
      `memcpy(${target.name}, ${address(source)}, ${target.size} * sizeof *${target.name});`,
      `for (long i = 0; i < ${sizeOf(indices.shape)}; i++)`,
      `  ${target.name}[ebm_place(${address(places)}[i], ${target.size})] ${sign} ${address(added)}[i];`,
    ];
    planner.kernel(node, { reads: [source, places, added], writes: [target], code });
  },

  TopK: largest,
};

type Triple = [
  ReturnType<Planner["access"]>,
  ReturnType<Planner["access"]>,
  ReturnType<Planner["access"]>,
];

/** Reads an index. A negative one counts from the end, and what is outside is moved to the border. */
function placed(index: string, size: number): string[] {
  return [`  const long at = ebm_place(${index}, ${size});`];
}

/** Adds the offsets of an index with several entries. */
function offsetAt(shape: readonly number[], depth: number, index: string): string[] {
  const strides = rowStrides(shape);
  const terms = Array.from(
    { length: depth },
    (_, axis) => `ebm_place(index[${axis}], ${shape[axis]}) * ${strides[axis]}`,
  );
  return [
    `  const int64_t *const index = ${index};`,
    `  const long offset = ${terms.join(" + ") || "0"};`,
  ];
}

/** The k largest elements of each row, in order; of equal ones the first. */
function largest(node: Node, planner: Planner): void {
  const [x] = node.inputs as [Value];
  const [values, indices] = node.outputs as [Value, Value];
  const [size, k] = [x.shape.at(-1)!, values.shape.at(-1)!];
  const source = planner.rowByRow(x);
  const [best, places] = [planner.result(values), planner.result(indices)];
  planner.define(values, whole(best, values.shape));
  planner.define(indices, whole(places, indices.shape));
  const type = cTypes[x.dtype];
  const code = [
    "for (long r = from; r < to; r++) {",
    `  const ${type} *const x = ${address(source)} + r * ${size};`,
    `  ${type} *const best = ${best.name} + r * ${k};`,
    `  int64_t *const places = ${places.name} + r * ${k};`,
    "  long count = 0; /* the best so far, by insertion */",
    `  for (long i = 0; i < ${size}; i++) {`,
    `    if (count == ${k} && !ebm_above(x[i], best[${k - 1}])) continue;`,
    `    long at = count < ${k} ? count++ : ${k - 1};`,
    "    for (; at > 0 && ebm_above(x[i], best[at - 1]); at--) {",
    "      best[at] = best[at - 1];",
    "      places[at] = places[at - 1];",
    "    }",
    "    best[at] = x[i];",
    "    places[at] = i;",
    "  }",
    "}",
  ];
  const rows = sizeOf(x.shape) / size;
  planner.kernel(node, { reads: [source], writes: [best, places], rows, code });
}
