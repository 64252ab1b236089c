import type { Tensor } from "@tensorflow/tfjs-core";
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
  const sizes: Record<string, number> = {};
  for (const [name, [{ shape }, spec]] of Object.entries(tensors)) {
    const axes = spec.split(" ").filter(Boolean);
    const bound = axes.filter((axis) => axis in sizes).map((axis) => `${axis} = ${sizes[axis]}`);
    const fits =
      axes.length === shape.length && axes.every((axis, i) => shape[i] === size(axis, shape[i]!));
    if (!fits) {
      throw new ShapeError(
        `${where}: \`${name}\` has shape [${shape.join(", ")}], expected [${axes.join(", ")}]` +
          (bound.length > 0 ? ` where ${bound.join(" and ")}.` : "."),
      );
    }
  }
  return sizes as Record<AxisName<Axes>, number>;

  function size(axis: string, found: number): number {
    if (/^\d+$/.test(axis)) return Number(axis);
    sizes[axis] ??= found;
    return sizes[axis];
  }
}

type AxisName<Axes extends string> = Axes extends `${infer Head} ${infer Tail}`
  ? AxisName<Head> | AxisName<Tail>
  : Axes extends "" | `${number}`
    ? never
    : Axes;
