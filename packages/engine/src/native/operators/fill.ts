import type { Node, Value } from "@ebm/trace";
import { cTypes } from "../c/literal.js";
import { rowStrides, sizeOf, whole } from "../plan/access.js";
import { address, type Operator, type Planner } from "../plan/plan.js";
import { offsetOf } from "./offset-of.js";
import { integers } from "./views.js";

/** Operators whose results have more elements than their inputs. */
export const fills: Readonly<Record<string, Operator>> = {
  Pad(node, planner) {
    const [x, pads, value] = node.inputs as [Value, Value, Value | undefined];
    const [output] = node.outputs as [Value];
    const before = integers(pads).slice(0, x.shape.length);
    if (node.attributes.mode === "reflect") reflect(node, planner, before);
    else pad(node, planner, { x, output, value, before });
  },

  Tile(node, planner) {
    const [x, output] = [node.inputs[0]!, node.outputs[0]!];
    const source = x.shape.map((size) => (digit: string) => `${digit} % ${size}`);
    copyFrom(node, planner, { x, output, source });
  },
};

interface Padding {
  readonly x: Value;
  readonly output: Value;
  readonly value: Value | undefined;
  readonly before: readonly number[];
}

/** Fills the result with one number, and copies x into it, row by row. */
function pad(node: Node, planner: Planner, { x, output, value, before }: Padding): void {
  const source = planner.rowByRow(x);
  const filling = value && planner.rowByRow(value);
  const target = planner.result(output);
  planner.define(output, whole(target, output.shape));
  // A negative padding leaves out a part.
  const starts = before.map((count) => Math.max(0, -count));
  const shape = x.shape.map((size, axis) => {
    const end = Math.min(size, output.shape[axis]! - before[axis]!);
    return Math.max(0, end - starts[axis]!);
  });
  const [from, to] = [rowStrides(x.shape), rowStrides(output.shape)];
  const at = (strides: readonly number[], places: readonly number[]): number =>
    places.reduce((sum, place, axis) => sum + place * strides[axis]!, 0);
  const outer = shape.slice(0, -1);
  const offsets = {
    x: `${at(from, starts)} + ${offsetOf({ shape: outer, strides: from.slice(0, -1) }, "i")}`,
    y: `${at(
      to,
      before.map((count) => Math.max(0, count)),
    )} + ${offsetOf({ shape: outer, strides: to.slice(0, -1) }, "i")}`,
  };
  const code = [
    `const ${cTypes[x.dtype]} filling = ${filling ? `*${address(filling)}` : "0"};`,
    `for (long i = 0; i < ${target.size}; i++) ${target.name}[i] = filling;`,
    `for (long i = 0; i < ${sizeOf(outer)}; i++)`,
    `  memcpy(${target.name} + ${offsets.y}, ${address(source)} + ${offsets.x},`,
    `         ${shape.at(-1) ?? 1} * sizeof *${target.name});`,
  ];
  const reads = filling ? [source, filling] : [source];
  planner.kernel(node, { reads, writes: [target], code });
}

/** Mirrors x at its borders. */
function reflect(node: Node, planner: Planner, before: readonly number[]): void {
  const [x, output] = [node.inputs[0]!, node.outputs[0]!];
  const source = x.shape.map((size, axis) => (digit: string) => {
    return `ebm_mirror(${digit} - ${before[axis]}, ${size})`;
  });
  copyFrom(node, planner, { x, output, source });
}

/** Copies each element from a place that is a function of its own, axis by axis. */
function copyFrom(
  node: Node,
  planner: Planner,
  {
    x,
    output,
    source,
  }: Pick<Padding, "x" | "output"> & {
    readonly source: readonly ((digit: string) => string)[];
  },
): void {
  const elements = planner.rowByRow(x);
  const target = planner.result(output);
  planner.define(output, whole(target, output.shape));
  const [after, strides] = [rowStrides(output.shape), rowStrides(x.shape)];
  const terms = output.shape.map(
    (size, axis) => `${source[axis]!(`(i / ${after[axis]} % ${size})`)} * ${strides[axis]}`,
  );
  const code = [
    "for (long i = from; i < to; i++)",
    `  ${target.name}[i] = ${address(elements)}[${terms.join(" + ") || "0"}];`,
  ];
  planner.kernel(node, { reads: [elements], writes: [target], rows: target.size, code });
}
