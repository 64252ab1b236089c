import type { Signature } from "@ebm/onnx-export";
import { dtypes, type ServedTensors } from "./dtypes.js";
import { ServeError } from "./serve-error.js";

export interface SizeLimits {
  /** The largest value of an input `steps`. */
  readonly maxSteps: number;
  /** The largest size of one output, in bytes. */
  readonly outputLimit: number;
}

/**
 * Checks the sizes of a request before it runs: the number of steps of a sampler, and the bytes of
 * each output whose shape follows from the inputs.
 *
 * @throws {ServeError} If one exceeds its limit.
 */
export function checkSizes(
  tensors: ServedTensors,
  { inputs, outputs }: Signature,
  { maxSteps, outputLimit }: SizeLimits,
): void {
  const sizes = new Map<number | string, number>();
  for (const [name, { shape }] of Object.entries(inputs)) {
    for (const [axis, size] of shape.entries()) sizes.set(size, tensors[name]!.shape[axis]!);
  }
  const { steps } = tensors;
  const isCount = steps?.data.length === 1 && !Array.isArray(steps.data);
  if (isCount && Number(steps.data[0]) > maxSteps) {
    throw new ServeError(400, `\`steps\` is ${steps.data[0]}, expected at most ${maxSteps}.`);
  }
  for (const [name, { shape, dtype }] of Object.entries(outputs)) {
    const bytes = shape.reduce<number>(
      (product, size) => product * (typeof size === "number" ? size : (sizes.get(size) ?? 1)),
      dtypes[dtype]!.bytes,
    );
    if (bytes <= outputLimit) continue;
    const text = `output \`${name}\` has ${bytes} bytes for these inputs, expected at most ${outputLimit}.`;
    throw new ServeError(400, text);
  }
}
