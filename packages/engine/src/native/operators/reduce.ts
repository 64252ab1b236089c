import type { Node, Value } from "@ebm/trace";
import { cTypes, literal } from "../c/literal.js";
import { type Access, merged, sizeOf, whole } from "../plan/access.js";
import { address, type Operator, type Planner } from "../plan/plan.js";
import { offsetOf } from "./offset-of.js";
import { integers } from "./views.js";

/** How a reduction starts, adds an element, and ends. */
interface Reduction {
  readonly start: (dtype: Value["dtype"]) => string;
  readonly add: (sum: string, x: string, dtype: Value["dtype"]) => string;
  /** A function of C that does it for n floats next to one another. */
  readonly run: string;
  readonly isMean?: boolean;
}

const sum: Reduction = {
  start: (dtype) => literal(0, dtype),
  add: (total, x) => `${total} + ${x}`,
  run: "sum_of",
};

const extreme = (name: "max" | "min", sign: ">" | "<"): Reduction => ({
  start: (dtype) =>
    dtype === "float32"
      ? literal(name === "max" ? -Infinity : Infinity, dtype)
      : `${dtype === "int64" ? "INT64" : "INT32"}_${name === "max" ? "MIN" : "MAX"}`,
  add: (best, x, dtype) =>
    dtype === "float32" ? `ebm_${name}(${best}, ${x})` : `${x} ${sign} ${best} ? ${x} : ${best}`,
  run: `${name}_of`,
});

const reductions: Readonly<Record<string, Reduction>> = {
  ReduceSum: sum,
  ReduceMean: { ...sum, isMean: true },
  ReduceMax: extreme("max", ">"),
  ReduceMin: extreme("min", "<"),
  ReduceProd: {
    start: (dtype) => literal(1, dtype),
    add: (product, x) => `${product} * ${x}`,
    run: "product_of",
  },
};

export const reduceOperators: Readonly<Record<string, Operator>> = {
  ...Object.fromEntries(
    Object.entries(reductions).map(([op, reduction]): [string, Operator] => [
      op,
      (node, planner) => reduce(node, planner, reduction),
    ]),
  ),
  ArgMax: (node, planner) => position(node, planner, ">"),
  ArgMin: (node, planner) => position(node, planner, "<"),
  CumSum: cumulate,
};

function reduce(node: Node, planner: Planner, reduction: Reduction): void {
  const [x, list] = node.inputs as [Value, Value | undefined];
  const [output] = node.outputs as [Value];
  const axes = list ? integers(list) : (node.attributes.axes as readonly number[]);
  const reduced = axes.map((axis) => (axis < 0 ? axis + x.shape.length : axis));
  const source = planner.access(x);
  const target = planner.result(output);
  planner.define(output, whole(target, output.shape));
  const part = (isReduced: boolean): Pick<Access, "shape" | "strides"> => {
    const own = x.shape
      .map((_, axis) => axis)
      .filter((axis) => reduced.includes(axis) === isReduced);
    const list = merged({
      shape: own.map((i) => x.shape[i]!),
      strides: own.map((i) => source.strides[i]!),
    });
    return { shape: list.map(({ size }) => size), strides: list.map(({ stride }) => stride) };
  };
  const [kept, summed] = [part(false), part(true)];
  const count = sizeOf(summed.shape);
  const end = (y: string): string => (reduction.isMean ? `${y} / ${literal(count, "float32")}` : y);
  const shape = { source, target: target.name, kept, summed, count, end, dtype: output.dtype };
  const isRun = summed.shape.length === 1 && summed.strides[0] === 1 && output.dtype === "float32";
  const isOfRows = kept.strides.at(-1) === 1 && !isRun;
  const { code, rows } = isOfRows
    ? sumRows(shape, reduction)
    : sumElements(shape, reduction, isRun);
  planner.kernel(node, { reads: [source], writes: [target], code, rows });
}

interface Sum {
  readonly source: Access;
  readonly target: string;
  readonly kept: Pick<Access, "shape" | "strides">;
  readonly summed: Pick<Access, "shape" | "strides">;
  readonly count: number;
  readonly dtype: Value["dtype"];
  end(sum: string): string;
}

/** Each element of the result is the sum of numbers that are next to one another, or anywhere. */
function sumElements(
  { source, target, kept, summed, count, dtype, end }: Sum,
  { start, add, run }: Reduction,
  isRun: boolean,
): { code: string[]; rows: number } {
  const rows = sizeOf(kept.shape);
  const type = cTypes[dtype];
  const from = `${address(source)} + ${offsetOf(kept, "i")}`;
  const lines = isRun
    ? [`  ${target}[i] = ${end(`${run}(${count}, ${from})`)};`]
    : [
        `  const ${type} *const x = ${from};`,
        `  ${type} sum = ${start(dtype)};`,
        `  for (long k = 0; k < ${count}; k++) sum = ${add("sum", `x[${offsetOf(summed, "k")}]`, dtype)};`,
        `  ${target}[i] = ${end("sum")};`,
      ];
  return { code: ["for (long i = from; i < to; i++) {", ...lines, "}"], rows };
}

/** The result is a sum of rows. */
function sumRows(
  { source, target, kept, summed, count, dtype, end }: Sum,
  { start, add }: Reduction,
): { code: string[]; rows: number } {
  const columns = kept.shape.at(-1)!;
  const outer = { shape: kept.shape.slice(0, -1), strides: kept.strides.slice(0, -1) };
  const type = cTypes[dtype];
  const each = `for (long c = 0; c < ${columns}; c++)`;
  const code = [
    "for (long i = from; i < to; i++) {",
    `  ${type} *const y = ${target} + i * ${columns};`,
    `  ${each} y[c] = ${start(dtype)};`,
    `  for (long k = 0; k < ${count}; k++) {`,
    `    const ${type} *const x = ${address(source)} + ${offsetOf(outer, "i")} + ${offsetOf(summed, "k")};`,
    "    EACH",
    `    ${each} y[c] = ${add("y[c]", "x[c]", dtype)};`,
    "  }",
    ...(end("y") === "y" ? [] : [`  ${each} y[c] = ${end("y[c]")};`]),
    "}",
  ];
  return { code, rows: sizeOf(outer.shape) };
}

/** Splits a shape at an axis: the numbers of elements before, along, and after it. */
function around({ shape }: Value, axis: number): { outer: number; size: number; inner: number } {
  const along = axis < 0 ? axis + shape.length : axis;
  const [outer, inner] = [sizeOf(shape.slice(0, along)), sizeOf(shape.slice(along + 1))];
  return { outer, size: shape[along]!, inner };
}

/** The first place of the largest or smallest element. */
function position(node: Node, planner: Planner, sign: string): void {
  const [x, output] = [node.inputs[0]!, node.outputs[0]!];
  const { outer, size, inner } = around(x, node.attributes.axis as number);
  const source = planner.rowByRow(x);
  const target = planner.result(output);
  planner.define(output, whole(target, output.shape));
  const code = [
    "for (long i = from; i < to; i++) {",
    `  const ${cTypes[x.dtype]} *const x = ${address(source)} + i / ${inner} * ${size * inner} + i % ${inner};`,
    "  long best = 0;",
    `  for (long k = 1; k < ${size}; k++)`,
    `    if (x[k * ${inner}] ${sign} x[best * ${inner}]) best = k;`,
    `  ${target.name}[i] = best;`,
    "}",
  ];
  planner.kernel(node, { reads: [source], writes: [target], rows: outer * inner, code });
}

function cumulate(node: Node, planner: Planner): void {
  const [x, axis] = node.inputs as [Value, Value];
  const [output] = node.outputs as [Value];
  const { exclusive, reverse } = node.attributes;
  const { outer, size, inner } = around(x, integers(axis)[0]!);
  const source = planner.rowByRow(x);
  const target = planner.result(output);
  planner.define(output, whole(target, output.shape));
  const type = cTypes[x.dtype];
  const add = `sum += x[place * ${inner}];`;
  const write = `y[place * ${inner}] = sum;`;
  const code = [
    "for (long i = from; i < to; i++) {",
    `  const long at = i / ${inner} * ${size * inner} + i % ${inner};`,
    `  const ${type} *const x = ${address(source)} + at;`,
    `  ${type} *const y = ${target.name} + at;`,
    `  ${type} sum = 0;`,
    `  for (long k = 0; k < ${size}; k++) {`,
    `    const long place = ${reverse ? `${size - 1} - k` : "k"};`,
    ...(exclusive ? [`    ${write}`, `    ${add}`] : [`    ${add}`, `    ${write}`]),
    "  }",
    "}",
  ];
  planner.kernel(node, { reads: [source], writes: [target], rows: outer * inner, code });
}
