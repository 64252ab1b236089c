import { type Node, sortedNodes, type Traced, type Value } from "@ebm/trace";
import { unsupported } from "../native-error.js";
import { elementwise } from "../operators/elementwise.js";
import { operators } from "../operators/operators.js";
import { type Access, type Buffer, isContiguous, rowStrides, sizeOf, whole } from "./access.js";
import { joinedInner, type Loop, loopRows, loopWork, writeLoop } from "./loop.js";
import type { Group, Home, Planner } from "./plan.js";

/** A traced function as groups of loops over buffers. */
export interface Plan {
  readonly groups: readonly Group[];
  readonly homes: ReadonlyMap<Buffer, Home>;
  /** The constants that the code takes as arguments, after inputs and outputs. */
  readonly constants: readonly ArrayBufferView[];
  /** Number of inputs, outputs and constants. */
  readonly argumentCount: number;
}

/**
 * Plans loops for the nodes of a traced function. Reshape, Split and Concat become offsets where they can.
 *
 * @throws {NativeError} If a node has no form in C.
 */
export function makePlan({ inputs, outputs }: Traced): Plan {
  const groups: (Group | Loop)[] = [];
  const homes = new Map<Buffer, Home>();
  const accesses = new Map<Value, Access>();
  const made = new Map<string, Access>();
  const constants: ArrayBufferView[] = [];
  const constantsFrom = Object.keys(inputs).length + Object.keys(outputs).length;

  const create = (
    { name, dtype, size, value }: Omit<Buffer, "group">,
    group: number,
    home: Home,
  ): Buffer => {
    const buffer = { name, dtype, size, group, ...(value !== undefined && { value }) };
    homes.set(buffer, home);
    return buffer;
  };
  const isStored = (buffer: Buffer): boolean =>
    homes.get(buffer)!.kind !== "arena" ||
    groups.some((group, i) => i !== buffer.group && group.reads.has(buffer));

  const leaf = (node: Node): void => {
    const [value] = node.outputs as [Value];
    const { shape, dtype } = value;
    const [size, name] = [sizeOf(shape), `k${value.id}`];
    const data = node.data!;
    const number = size === 1 ? { value: data[0]! } : {};
    const index = constantsFrom + constants.length;
    const buffer = create({ name, dtype, size, ...number }, -1, { kind: "argument", index });
    if (size > 1) constants.push(data);
    accesses.set(value, whole(buffer, shape));
  };

  const result: Planner["result"] = ({ id, dtype, shape }, group = groups.length) =>
    create({ name: `v${id}`, dtype, size: sizeOf(shape) }, group, { kind: "arena" });

  const planner: Planner = {
    access: (value) => accesses.get(value)!,
    define: (value, access) => void accesses.set(value, access),
    result,
    scratch: (name, size) =>
      create({ name, dtype: "float32", size }, groups.length, { kind: "arena" }),

    rowByRow(value) {
      const access = accesses.get(value)!;
      if (isContiguous(access) && access.buffer.value === undefined) {
        return { ...access, strides: rowStrides(access.shape) };
      }
      const { buffer, offset, shape, strides } = access;
      const key = `${buffer.name} ${offset} ${shape} ${strides}`;
      return planner.once(key, () => {
        const { length } = groups;
        const copy = { name: `copy${length}`, dtype: buffer.dtype, size: sizeOf(shape) };
        const output = create(copy, length, { kind: "arena" });
        pushLoop(identity(value), [access], output, shape, false);
        return whole(output, shape);
      });
    },

    once(name, make) {
      const known = made.get(name) ?? make();
      made.set(name, known);
      return known;
    },

    kernel(node, { reads, writes, rows = 1, code, work }) {
      const sizes = [...reads.map(({ shape }) => sizeOf(shape)), ...writes.map(({ size }) => size)];
      groups.push({
        work: work ?? sizes.reduce((sum, size) => sum + size, 0) / 10,
        title: [describe(node)],
        reads: new Set(reads.map(({ buffer }) => buffer)),
        writes: new Set(writes),
        rows,
        write: () => [...code],
      });
    },

    elementwise(node, operands) {
      const [value] = node.outputs as [Value];
      pushLoop(node, operands, undefined, value.shape, true);
    },

    product(node, output, kernel) {
      const size = output.size;
      const loop: Loop = {
        index: groups.length,
        size,
        inner: size / kernel.rows!,
        members: [],
        head: { output, kernel },
        title: [describe(node)],
        reads: new Set(kernel.reads.map(({ buffer }) => buffer)),
        writes: new Set([output]),
        get rows() {
          return loopRows(loop);
        },
        get work() {
          return loopWork(loop);
        },
        write: () => writeLoop(loop, isStored),
      };
      groups.push(loop);
    },

    isMovable,
    place: (part, target, offset) => void homes.set(part, { kind: "part", whole: target, offset }),
  };

  function isMovable(part: Access): boolean {
    const { buffer } = part;
    const isWhole = isContiguous(part) && sizeOf(part.shape) === buffer.size;
    return homes.get(buffer)!.kind === "arena" && isWhole;
  }

  /** Adds an operator to the first loop that can compute it, or to a new one. */
  function pushLoop(
    node: Node,
    operands: readonly Access[],
    output: Buffer | undefined,
    shape: readonly number[],
    mayJoin: boolean,
  ): void {
    const [value] = node.outputs as [Value];
    const size = sizeOf(shape);
    let loop: Loop | undefined;
    for (const group of mayJoin ? groups : []) {
      if (!("members" in group)) continue;
      const inner = joinedInner(group, operands, shape);
      if (inner === undefined || !operands.some(({ buffer }) => buffer.group === group.index))
        continue;
      group.inner = inner;
      loop = group;
      break;
    }
    if (!loop) {
      const fresh = { index: groups.length, size, inner: size };
      const opened: Loop = {
        ...fresh,
        inner: joinedInner({ ...fresh, inner: size }, operands, shape) ?? 1,
        members: [],
        title: [],
        reads: new Set(),
        writes: new Set(),
        get rows() {
          return loopRows(opened);
        },
        get work() {
          return loopWork(opened);
        },
        write: () => writeLoop(opened, isStored),
      };
      groups.push(opened);
      loop = opened;
    }
    const buffer =
      output ??
      create({ name: `v${value.id}`, dtype: value.dtype, size }, loop.index, { kind: "arena" });
    loop.members.push({ node, inputs: operands, output: buffer });
    loop.title.push(describe(node));
    loop.writes.add(buffer);
    for (const { buffer: read } of operands) {
      if (read.group !== loop.index && read.value === undefined) loop.reads.add(read);
    }
    if (!output) accesses.set(value, whole(buffer, shape));
  }

  for (const [index, value] of Object.values(inputs).entries()) {
    const { dtype, shape } = value;
    const name = `in${index}`;
    const buffer = create({ name, dtype, size: sizeOf(shape) }, -1, { kind: "argument", index });
    accesses.set(value, whole(buffer, shape));
  }
  const nodes = sortedNodes(Object.values(outputs));
  const scan = nodes.find(({ body }) => body);
  if (scan) throw unsupported(scan);
  for (const node of nodes) {
    if (node.op === "Input") continue;
    if (node.op === "Constant") leaf(node);
    else if (operators[node.op]) operators[node.op]!(node, planner);
    else if (elementwise[node.op]) planner.elementwise(node, node.inputs.map(planner.access));
    else throw unsupported(node);
  }
  for (const [i, value] of Object.values(outputs).entries()) {
    const home: Home = { kind: "argument", index: Object.keys(inputs).length + i };
    const access = accesses.get(value)!;
    if (isMovable(access)) {
      homes.set(access.buffer, home);
      continue;
    }
    const output = { name: `out${i}`, dtype: value.dtype, size: sizeOf(value.shape) };
    pushLoop(identity(value), [access], create(output, groups.length, home), value.shape, false);
  }
  const argumentCount = constantsFrom + constants.length;
  return { groups, homes, constants, argumentCount };
}

/** A node that copies a value. */
function identity(value: Value): Node {
  const node = { op: "Identity", inputs: [value], attributes: {}, outputs: [value] };
  return node;
}

function describe({ op, outputs }: Node): string {
  return `${op} → ${outputs.map(({ id, shape }) => `v${id} [${shape.join(", ")}]`).join(", ")}`;
}
