import type { Node } from "@ebm/trace";
import { cTypes, literal } from "../c/literal.js";
import { elementwise } from "../operators/elementwise.js";
import { type Access, type Buffer, broadcast, isContiguous, merged, sizeOf } from "./access.js";
import type { Group, Kernel } from "./plan.js";

/** A group of operators on single elements, which loop over the same number of elements. */
export interface Loop extends Group {
  readonly index: number;
  readonly size: number;
  /** Number of elements that follow one another in every operand, or repeat. It divides the size. */
  inner: number;
  readonly members: Member[];
  readonly head?: Head;
}

/** A matrix product whose rows the loop continues while they are in the cache. */
interface Head {
  readonly output: Buffer;
  readonly kernel: Omit<Kernel, "writes">;
}

interface Member {
  readonly node: Node;
  readonly inputs: readonly Access[];
  readonly output: Buffer;
}

/** The shortest inner loop that is worth to share a group for. */
const SHORTEST = 8;
/** The longest inner loop, in elements, so that the arrays of one turn fit into the cache. */
const LONGEST = 4096;

/** Returns the inner length of a loop with one more operator. Undefined if it cannot join the loop. */
export function joinedInner(
  { index, size, inner }: Pick<Loop, "index" | "size" | "inner">,
  inputs: readonly Access[],
  shape: readonly number[],
): number | undefined {
  if (sizeOf(shape) !== size) return undefined;
  let joined = inner;
  for (const input of inputs) {
    if (input.buffer.value !== undefined) continue;
    if (input.buffer.group > index) return undefined;
    if (input.buffer.group === index && !isElement(input, size)) return undefined;
    joined = gcd(joined, runOf(input, shape).size);
  }
  return joined === inner || joined >= SHORTEST ? joined : undefined;
}

/** Returns whether a view has the element that the loop itself computes at each turn. */
function isElement(input: Access, size: number): boolean {
  return input.buffer.size === size && sizeOf(input.shape) === size && isContiguous(input);
}

/** Returns the last axis of a view of this shape, with all axes merged that are one in memory. */
function runOf(input: Access, shape: readonly number[]): { size: number; stride: number } {
  return merged(broadcast(input, shape)).at(-1) ?? { size: sizeOf(shape), stride: 0 };
}

/** Writes the statements of a loop. `isStored` says whether other groups read a buffer. */
export function writeLoop(loop: Loop, isStored: (buffer: Buffer) => boolean): string[] {
  const { size, head, members } = loop;
  const inner = head ? loop.inner : shorter(loop.inner);
  const outer: string[] = [];
  const body: string[] = [];
  const known = new Map<string, string>();

  const operand = (input: Access, shape: readonly number[]): string => {
    const { buffer } = input;
    if (buffer.value !== undefined) return literal(buffer.value, buffer.dtype);
    const isOwn = buffer.group === loop.index;
    if (isOwn && buffer !== head?.output) return `t${buffer.name}`;
    const { base, stride } = placeOf(broadcast(input, shape), inner);
    const key = `${buffer.name}[${base}]*${stride}`;
    const made = known.get(key);
    if (made) return made;
    const type = cTypes[buffer.dtype];
    const name = `a${known.size}`;
    outer.push(
      stride === 0
        ? `const ${type} ${name} = ${buffer.name}[${base}];`
        : `const ${type} *const ${name} = ${buffer.name} + ${base};`,
    );
    const element = stride === 0 ? name : stride === 1 ? `${name}[c]` : `${name}[c * ${stride}]`;
    known.set(key, element);
    return element;
  };

  for (const { node, inputs, output } of members) {
    const { shape, dtype } = node.outputs[0]!;
    const args = inputs.map((input) => operand(input, shape));
    const type = cTypes[dtype];
    body.push(`const ${type} t${output.name} = (${type})(${elementwise[node.op]!(args, node)});`);
    if (!isStored(output)) continue;
    outer.push(`${type} *const o${output.name} = ${output.name} + r * ${inner};`);
    body.push(`o${output.name}[c] = t${output.name};`);
  }

  const rows = (from: string, to: string): string[] => [
    `for (long r = ${from}; r < ${to}; r++) {`,
    ...indented(outer),
    "  EACH",
    `  for (long c = 0; c < ${inner}; c++) {`,
    ...indented(indented(body)),
    "  }",
    "}",
  ];
  if (!head) return rows("from", "to");
  return writeBlocks({ head, size, isStored, rows: members.length > 0 ? rows : undefined, inner });
}

/** Writes a product in blocks of rows, each followed by the loop over its elements. */
function writeBlocks({
  head,
  size,
  isStored,
  rows,
  inner,
}: {
  readonly head: Head;
  readonly size: number;
  readonly inner: number;
  readonly rows: ((from: string, to: string) => string[]) | undefined;
  isStored(buffer: Buffer): boolean;
}): string[] {
  const { output, kernel } = head;
  if (!rows) return [...kernel.code, `p.c = ${output.name};`, "multiply(&p, from, to);"];
  const columns = size / kernel.rows!;
  const block = Math.max(24, Math.floor(8192 / columns / 24) * 24);
  const height = Math.min(block, kernel.rows!);
  const factor = columns / inner;
  const times = (row: string): string => (factor === 1 ? row : `${row} * ${factor}`);
  const isKept = isStored(output);
  return [
    ...(isKept ? [] : [`float block[${height * columns}];`]),
    ...kernel.code,
    ...(isKept ? [`p.c = ${output.name};`] : []),
    `for (long i = from; i < to; i += ${height}) {`,
    `  const long end = i + ${height} < to ? i + ${height} : to;`,
    ...(isKept
      ? []
      : [`  float *const ${output.name} = block - i * ${columns};`, `  p.c = ${output.name};`]),
    "  multiply(&p, i, end);",
    ...indented(rows(times("i"), times("end"))),
    "}",
  ];
}

/** Returns the address of a run of `inner` elements in terms of its number r, and their distance. */
function placeOf(access: Access, inner: number): { base: string; stride: number } {
  const axes = merged(access);
  const last = axes.pop();
  const stride = last?.stride ?? 0;
  if (last && last.size > inner) axes.push({ size: last.size / inner, stride: stride * inner });
  const terms: string[] = access.offset === 0 ? [] : [`${access.offset}`];
  let after = 1;
  for (const [i, axis] of axes.toReversed().entries()) {
    const quotient = after === 1 ? "r" : `r / ${after}`;
    const digit = i === axes.length - 1 ? quotient : `${quotient} % ${axis.size}`;
    if (axis.stride === 1) terms.push(digit);
    else if (axis.stride !== 0) terms.push(`(${digit}) * ${axis.stride}`);
    after *= axis.size;
  }
  return { base: terms.join(" + ") || "0", stride };
}

/** Cuts long inner loops, so that their arrays fit into the cache and threads can share them. */
function shorter(inner: number): number {
  if (inner <= LONGEST) return inner;
  for (let length = LONGEST; length >= 256; length -= 16) if (inner % length === 0) return length;
  return inner;
}

/** Returns the number of rows that the statements of a loop count. */
export function loopRows({ head, size, inner }: Loop): number {
  if (size === 0) return 0;
  return head ? head.kernel.rows! : size / shorter(inner);
}

/** Estimates the time of a loop on one thread, in ns. */
export function loopWork({ head, size, members }: Loop): number {
  return (head?.kernel.work ?? 0) + (size * members.length) / 10;
}

export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
