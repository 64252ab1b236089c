import type { Node, Value } from "@ebm/trace";
import { cTypes } from "../c/literal.js";
import { type Access, broadcast, rowStrides, sizeOf, transposed, whole } from "../plan/access.js";
import { address, type Operator, type Planner } from "../plan/plan.js";
import { offsetOf } from "./offset-of.js";

/** The most columns of a panel, at any vector width. */
const PANEL = 32;
/** The most terms of a sum that are added in one turn: twice DEPTH in C. */
const LONG = 512;

export const products: Readonly<Record<string, Operator>> = {
  MatMul(node, planner) {
    const [a, b] = node.inputs.map(planner.access) as [Access, Access];
    // A vector is a matrix of one row, or of one column.
    multiply(node, planner, {
      a: a.shape.length === 1 ? prepended(a) : a,
      b: b.shape.length === 1 ? appended(b) : b,
    });
  },

  Gemm(node, planner) {
    const { transA, transB } = node.attributes;
    const [a, b] = node.inputs.map(planner.access) as [Access, Access];
    multiply(node, planner, {
      a: transA ? transposed(a, [1, 0]) : a,
      b: transB ? transposed(b, [1, 0]) : b,
    });
  },
};

interface Factors {
  readonly a: Access;
  readonly b: Access;
}

function multiply(node: Node, planner: Planner, { a, b }: Factors): void {
  const [output] = node.outputs as [Value];
  const batch = output.shape.slice(0, Math.max(a.shape.length, b.shape.length) - 2);
  const [m, depth, n] = [a.shape.at(-2)!, a.shape.at(-1)!, b.shape.at(-1)!];
  const full: Factors = {
    a: broadcast(a, [...batch, m, depth]),
    b: broadcast(b, [...batch, depth, n]),
  };
  // Sums of one term are products of single elements, which join other loops.
  if (depth === 1) {
    const shape = [...batch, m, n];
    const value = { ...output, shape };
    const mul = { ...node, op: "Mul", outputs: [value] };
    const operands = [broadcast(full.a, shape), broadcast(full.b, shape)];
    planner.elementwise(mul, operands);
    planner.define(output, {
      ...planner.access(value),
      shape: output.shape,
      strides: rowStrides(output.shape),
    });
    return;
  }
  if (output.dtype !== "float32") ofIntegers(node, planner, full);
  else if (sizeOf(batch) === 1) single(node, planner, { a: matrix(full.a), b: matrix(full.b) });
  else batched(node, planner, full);
}

/** Products of integers, one sum for each element. */
function ofIntegers(node: Node, planner: Planner, { a, b }: Factors): void {
  const [output] = node.outputs as [Value];
  const target = planner.result(output);
  planner.define(output, whole(target, output.shape));
  const shape = [...a.shape.slice(0, -1), b.shape.at(-1)!];
  const [ar, br] = [a.strides.slice(0, -1), b.strides.slice(0, -2)];
  const places = {
    a: offsetOf({ shape, strides: [...ar, 0] }, "i"),
    b: offsetOf({ shape, strides: [...br, 0, b.strides.at(-1)!] }, "i"),
  };
  const type = cTypes[output.dtype];
  const code = [
    "for (long i = from; i < to; i++) {",
    `  const ${type} *const x = ${address(a)} + ${places.a}, *const y = ${address(b)} + ${places.b};`,
    `  ${type} sum = 0;`,
    `  for (long k = 0; k < ${a.shape.at(-1)}; k++) sum += x[k * ${a.strides.at(-1)}] * y[k * ${b.strides.at(-2)}];`,
    `  ${target.name}[i] = sum;`,
    "}",
  ];
  planner.kernel(node, { reads: [a, b], writes: [target], rows: target.size, code });
}

/** One product. Vectors have kernels of their own. */
function single(node: Node, planner: Planner, { a, b }: Factors): void {
  const [output] = node.outputs as [Value];
  const [m, depth, n] = [a.shape[0]!, a.shape[1]!, b.shape[1]!];
  if (m === 1 || n === 1) {
    const target = planner.result(output);
    planner.define(output, whole(target, output.shape));
    const vector = vectorProduct({ a, b }, target.name);
    planner.kernel(node, { reads: [a, b], writes: [target], ...vector });
    return;
  }
  const rows = panels(node, planner, b);
  const target = planner.result(output);
  planner.define(output, whole(target, output.shape));
  const code = [
    "struct product p = {",
    `  .depth = ${depth}, .n = ${n},`,
    `  .a = ${address(a)}, .ar = ${a.strides[0]}, .ak = ${a.strides[1]},`,
    `  .b = ${address(rows.b)}, .bk = ${rows.bk}, .panel = ${rows.panel},`,
    "};",
  ];
  const work = (2 * m * depth * n) / 100;
  const kernel = { reads: [a, rows.b], rows: m, work, code };
  // A long sum is added in parts, each for all rows, so that a part of b stays in the cache.
  if (depth > LONG && a.strides[1] !== 1) {
    const all = [...code, `p.c = ${target.name};`, "multiply(&p, from, to);"];
    planner.kernel(node, { ...kernel, code: all, writes: [target] });
  } else planner.product(node, target, kernel);
}

/** Returns b with rows that follow one another, as it is or in a copy. */
function panels(
  node: Node,
  planner: Planner,
  b: Access,
): { readonly b: Access; readonly bk: string; readonly panel: string } {
  const [depth, n] = b.shape as [number, number];
  const [bk, bn] = b.strides as [number, number];
  // Without a rest of columns at any vector width, and where vectors begin at their multiples.
  const isAligned = b.buffer.group >= 0 && b.offset % 16 === 0;
  if (bn === 1 && n % 16 === 0 && isAligned) return { b, bk: `${bk}`, panel: "PANEL" };
  const name = `panels_${b.buffer.name}_${b.offset}_${bk}_${bn}_${depth}_${n}`;
  const packed = planner.once(name, () => {
    const size = depth * Math.ceil(n / PANEL) * PANEL;
    const buffer = planner.scratch(name, size);
    const code = [
      `pack(from * ${PANEL}, to * ${PANEL}, ${depth}, ${n}, ${address(b)}, ${bk}, ${bn}, ${buffer.name});`,
    ];
    const rows = Math.ceil(n / PANEL);
    planner.kernel({ ...node, op: "Pack" }, { reads: [b], writes: [buffer], rows, code });
    return whole(buffer, [size]);
  });
  return { b: packed, bk: "PANEL", panel: `${depth} * PANEL` };
}

/** A matrix times a vector: dot products of rows, or a sum of rows. */
function vectorProduct({ a, b }: Factors, target: string): { code: string[]; rows: number } {
  const [m, depth, n] = [a.shape[0]!, a.shape[1]!, b.shape[1]!];
  const [matrixOf, vector] = m === 1 ? [transposed(b, [1, 0]), a] : [a, b];
  const [rows, step] = m === 1 ? [n, vector.strides[1]!] : [m, vector.strides[0]!];
  const [mr, mk] = matrixOf.strides as [number, number];
  if (mr === 1 && mk !== 1) {
    const call = `sum_rows(${depth}, from, to, ${address(vector)}, ${step}, ${address(matrixOf)}, ${mk}, ${target});`;
    return { code: [call], rows };
  }
  if (mk === 1 && step === 1) {
    const call = `dots(from, to, ${depth}, ${address(matrixOf)}, ${mr}, ${address(vector)}, ${target});`;
    return { code: [call], rows };
  }
  const dot = `dot_of(${depth}, ${address(matrixOf)} + i * ${mr}, ${mk}, ${address(vector)}, ${step})`;
  return { code: [`for (long i = from; i < to; i++) ${target}[i] = ${dot};`], rows };
}

/** Products of many pairs of matrices. */
function batched(node: Node, planner: Planner, { a, b }: Factors): void {
  const [output] = node.outputs as [Value];
  const rank = a.shape.length;
  const [m, depth, n] = [a.shape[rank - 2]!, a.shape[rank - 1]!, b.shape[rank - 1]!];
  const target = planner.result(output);
  planner.define(output, whole(target, output.shape));
  const batch = a.shape.slice(0, -2);
  const place = (x: Access): string => `${address(x)} + ${offsetOf({ ...x, shape: batch }, "i")}`;
  const [ar, ak] = a.strides.slice(-2) as [number, number];
  const [bk, bn] = b.strides.slice(-2) as [number, number];
  const shape = `${m}, ${depth}, ${n}`;
  const code = [
    "for (long i = from; i < to; i++)",
    `  multiply_small(${shape}, ${place(a)}, ${ar}, ${ak}, ${place(b)}, ${bk}, ${bn},`,
    `                 ${target.name} + i * ${m * n});`,
  ];
  const work = (2 * target.size * depth) / 10;
  planner.kernel(node, { reads: [a, b], writes: [target], rows: sizeOf(batch), work, code });
}

function matrix(x: Access): Access {
  return { ...x, shape: x.shape.slice(-2), strides: x.strides.slice(-2) };
}

function prepended(x: Access): Access {
  return { ...x, shape: [1, ...x.shape], strides: [0, ...x.strides] };
}

function appended(x: Access): Access {
  return { ...x, shape: [...x.shape, 1], strides: [...x.strides, 0] };
}
