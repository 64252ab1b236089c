import { Tensor } from "@tensorflow/tfjs-core";
import { isPromise } from "./check.js";
import { ShapeError } from "./errors.js";

/**
 * Checks tensors against named axes, and returns the size of each axis.
 *
 * An axis named twice has one size throughout; a number is that exact size.
 *
 * @example
 * const { batch, samples } = checkShapes("jointPartitionLoss", {
 *   dataEnergy: [dataEnergy, "batch"],
 *   sampleEnergy: [sampleEnergy, "batch samples"],
 * });
 *
 * @throws {ShapeError} At the first tensor that does not fit.
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
      const came =
        tensor instanceof Tensor ? `has shape ${list(tensor.shape)}` : `is ${kind(tensor)}`;
      const bound = known.map((axis) => `${axis} = ${sizes.get(axis)}`).join(" and ");
      throw new ShapeError(
        `${where}: \`${name}\` ${came}, expected ${list(axes)}${bound && ` where ${bound}`}.`,
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

/** What came in place of a tensor: of arrays, which may be long, their class. */
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
