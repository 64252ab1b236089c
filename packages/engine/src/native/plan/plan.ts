import type { Node, Value } from "@ebm/trace";
import type { Access, Buffer } from "./access.js";

/** Loops that write one or more buffers in a turn. Groups run one after another. */
export interface Group {
  /** Its operators, for the comment above it in C. */
  readonly title: string[];
  readonly reads: Set<Buffer>;
  readonly writes: Set<Buffer>;
  /** Number of parts that do not depend on one another, such as rows. */
  readonly rows: number;
  /** An estimate of its time on one thread, in ns. */
  readonly work: number;
  /** Writes the C statements for the rows from `from` to `to`. */
  write(): string[];
}

/** The memory of a buffer. */
export type Home =
  | { readonly kind: "argument"; readonly index: number }
  | { readonly kind: "arena" }
  /** A part of another buffer, from an offset on. */
  | { readonly kind: "part"; readonly whole: Buffer; readonly offset: number };

/** A kernel as its operator describes it. */
export interface Kernel {
  readonly reads: readonly Access[];
  readonly writes: readonly Buffer[];
  /** Default: 1. */
  readonly rows?: number;
  /** An estimate of its time, in ns. Default: that of reading and writing its elements. */
  readonly work?: number;
  readonly code: readonly string[];
}

/** The functions with which operators plan their nodes. */
export interface Planner {
  /** Returns where the elements of a value are. */
  access(value: Value): Access;
  /** Returns the elements of a value row by row, in a copy if they are not stored so. */
  rowByRow(value: Value): Access;
  /** Says that a value is a view of what is there. */
  define(value: Value, access: Access): void;
  /** Returns a new buffer for a value, which a group writes. Default: the next group. */
  result(value: Value, group?: number): Buffer;
  /** Returns a new buffer for other numbers, which the next group writes. */
  scratch(name: string, size: number): Buffer;
  /** Returns what was made under this name, or makes it. */
  once(name: string, make: () => Access): Access;
  /** Adds a group with one kernel. */
  kernel(node: Node, kernel: Kernel): void;
  /** Adds an operator on single elements to the first group that can compute it. */
  elementwise(node: Node, inputs: readonly Access[]): void;
  /** Starts a group of loops over the rows of a matrix, which `head` computes for the rows i to end. */
  product(node: Node, output: Buffer, kernel: Omit<Kernel, "writes">): void;
  /** Returns whether a view is all of a buffer that can be written to any place. */
  isMovable(part: Access): boolean;
  /** Says that such a buffer is a part of another, from an offset on. */
  place(part: Buffer, whole: Buffer, offset: number): void;
}

/** Plans one node. */
export type Operator = (node: Node, planner: Planner) => void;

/** Returns the C expression of the address of a view's first element. */
export function address({ buffer, offset }: Access): string {
  return offset === 0 ? buffer.name : `(${buffer.name} + ${offset})`;
}
