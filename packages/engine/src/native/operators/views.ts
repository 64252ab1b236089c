import type { Value } from "@ebm/trace";
import {
  type Buffer,
  broadcast,
  reshaped,
  sizeOf,
  sliced,
  transposed,
  whole,
} from "../plan/access.js";
import { address, type Operator } from "../plan/plan.js";

/** Returns the elements of a constant of integers. */
export function integers({ node }: Value): number[] {
  return Array.from<number | bigint>(node.data!).map(Number);
}

/** The operators that move nothing, but change how elements are found. */
export const views: Readonly<Record<string, Operator>> = {
  Reshape({ inputs, outputs }, planner) {
    const [x, y] = [inputs[0]!, outputs[0]!];
    planner.define(
      y,
      reshaped(planner.access(x), y.shape) ?? reshaped(planner.rowByRow(x), y.shape)!,
    );
  },

  Transpose({ inputs, outputs, attributes }, planner) {
    const perm = attributes.perm as readonly number[];
    planner.define(outputs[0]!, transposed(planner.access(inputs[0]!), perm));
  },

  Expand({ inputs, outputs }, planner) {
    planner.define(outputs[0]!, broadcast(planner.access(inputs[0]!), outputs[0]!.shape));
  },

  Slice({ inputs, outputs }, planner) {
    const [x, starts, , axes, steps] = inputs as [Value, Value, Value, Value, Value];
    const at = (list: Value, missing: number): number[] => {
      const [places, entries] = [integers(axes), integers(list)];
      return x.shape.map((_, axis) => entries[places.indexOf(axis)] ?? missing);
    };
    const { shape } = outputs[0]!;
    const view = { begin: at(starts, 0), step: at(steps, 1), shape };
    planner.define(outputs[0]!, sliced(planner.access(x), view));
  },

  Split({ inputs, outputs, attributes }, planner) {
    const source = planner.access(inputs[0]!);
    const axis = attributes.axis as number;
    let start = 0;
    for (const output of outputs) {
      const zeros = output.shape.map(() => 0);
      const ones = zeros.map(() => 1);
      const view = { begin: zeros.with(axis, start), step: ones, shape: output.shape };
      planner.define(output, sliced(source, view));
      start += output.shape[axis]!;
    }
  },

  Concat(node, planner) {
    const { inputs, outputs, attributes } = node;
    const [output] = outputs as [Value];
    const axis = attributes.axis as number;
    const width = sizeOf(output.shape.slice(axis));
    const isOuter = sizeOf(output.shape.slice(0, axis)) === 1;
    const taken = new Set<Buffer>();
    let start = 0;
    const parts = inputs.map((part) => {
      const access = planner.access(part);
      const isPlaced = isOuter && planner.isMovable(access) && !taken.has(access.buffer);
      if (isPlaced) taken.add(access.buffer);
      const source = isPlaced ? access : planner.rowByRow(part);
      const run = sizeOf(part.shape.slice(axis));
      start += run;
      return { source, isPlaced, run, start: start - run };
    });
    const copied = parts.filter(({ isPlaced }) => !isPlaced);
    const last = Math.max(...parts.map(({ source }) => source.buffer.group));
    const target = planner.result(output, copied.length === 0 ? last : undefined);
    planner.define(output, whole(target, output.shape));
    for (const { source, isPlaced, start } of parts) {
      if (isPlaced) planner.place(source.buffer, target, start);
    }
    if (copied.length === 0) return;
    const code = copied.flatMap(({ source, run, start }) => [
      `for (long r = 0; r < ${sizeOf(output.shape.slice(0, axis))}; r++)`,
      `  memcpy(${target.name} + ${start} + r * ${width}, ${address(source)} + r * ${run},`,
      `         ${run} * sizeof *${target.name});`,
    ]);
    const reads = copied.map(({ source }) => source);
    planner.kernel(node, { reads, writes: [target], code });
  },
};
