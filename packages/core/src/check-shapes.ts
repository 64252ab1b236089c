import { Tensor } from "@tensorflow/tfjs-core";
import { isPromise } from "./check.js";
import { ShapeError } from "./errors.js";

/**
 * Checks tensors against named axes, and returns the size of each axis.
 *
 * An axis must have the same size wherever its name stands. A number stands for that exact size.
 *
 * @example
 * const { batch, samples } = checkShapes("jointPartitionLoss", {
 *   dataEnergy: [dataEnergy, "batch"],
 *   sampleEnergy: [sampleEnergy, "batch samples"],
 * });
 *
 * @throws {ShapeError} If a tensor does not fit. It names the first one.
 */
export function checkShapes<Axes extends string>(
  where: string,
  tensors: Record<string, readonly [tensor: Tensor, axes: Axes]>,
): Record<AxisName<Axes>, number> {
  const sizes = new Map<string, number>();
  for (const [name, [tensor, spec]] of Object.entries(tensors)) {
    const axes = spec.split(" ").filter(Boolean);
    const known = [...new Set(axes)].filter((axis) => sizes.has(axis));
    const fits =
      tensor instanceof Tensor &&
      axes.length === tensor.rank &&
      axes.every((axis, i) => tensor.shape[i] === size(axis, tensor.shape[i]!));
    if (!fits) {
      const actual =
        tensor instanceof Tensor ? `has shape ${list(tensor.shape)}` : `is ${kind(tensor)}`;
      const bound = known.map((axis) => `${axis} = ${sizes.get(axis)}`).join(" and ");
      throw new ShapeError(
        `${where}: \`${name}\` ${actual}, expected ${list(axes)}${bound && ` where ${bound}`}.`,
      );
    }
  }
  return Object.fromEntries(sizes) as Record<AxisName<Axes>, number>;

  function size(axis: string, found: number): number {
    if (/^\d+$/.test(axis)) return Number(axis);
    if (!sizes.has(axis)) sizes.set(axis, found);
    return sizes.get(axis)!;
  }
}

/** Describes a value that is not a tensor. Arrays may be long, so only their class is named. */
function kind(value: unknown): string {
  if (isPromise(value)) return "a promise";
  return typeof value === "object" && value !== null ? `a ${value.constructor.name}` : `${value}`;
}

function list(items: readonly (string | number)[]): string {
  return `[${items.join(", ")}]`;
}

type AxisName<Axes extends string> = Axes extends `${infer Head} ${infer Tail}`
  ? AxisName<Head> | AxisName<Tail>
  : Axes extends "" | `${number}`
    ? never
    : Axes;
