import { EbmError } from "@ebm/core";
import { unify } from "./dynamic-batch.js";
import type { Dtype, Type } from "./graph.js";
import { record } from "./record.js";
import type { TensorSpec, Traceable, Traced } from "./traced.js";

/**
 * Runs a tfjs function without computing, and returns the graph of its operations, including the
 * gradients that it takes. Numbers, and tensors that the function closes over, become constants of the
 * graph.
 *
 * One axis may be open: `{ x: { shape: ["batch", 103], dtype: "float32" } }`. The function then runs at
 * three sizes, and the graph computes each number that depends on the size as a·N + b or c/N.
 *
 * @param f A pure, synchronous function. A single tensor that it returns is named `output`.
 * @throws {EbmError} If f draws random numbers, reads a value, calls a kernel without a static shape or
 *   an ONNX form, or depends on the open size in another way.
 */
export function trace<Name extends string>(
  f: Traceable<Name>,
  inputs: Readonly<Record<Name, TensorSpec>>,
): Traced {
  const specs = Object.entries<TensorSpec>(inputs);
  for (const [name, spec] of specs) checkSpec(name, spec);

  const open = specs.flatMap(([name, { shape }]) =>
    shape.flatMap((size, axis) => (typeof size === "string" ? [{ name, axis, size }] : [])),
  );
  const at = (size: number): Traced =>
    record(f, Object.fromEntries(specs.map(([name, spec]) => [name, fixed(spec, size)])));
  if (open.length === 0) return at(0);

  const [first] = open as [(typeof open)[number]];
  const other = open.find(({ size }) => size !== first.size);
  if (other) {
    throw new EbmError(
      `trace: inputs have the open axes \`${first.size}\` and \`${other.size}\`, expected one name.`,
    );
  }
  const axis = { input: first.name, axis: first.axis, name: first.size };
  const primes = unusedPrimes(specs.flatMap(([, { shape }]) => shape));
  const [sizes, others] = [primes.slice(0, 3), primes.slice(3, 6)];
  try {
    return unify(sizes.map(at), { ...axis, sizes });
  } catch (error) {
    // an axis inside the function may have one of the sizes by chance, but hardly one of the others
    try {
      return unify(others.map(at), { ...axis, sizes: others });
    } catch {
      throw error;
    }
  }
}

function checkSpec(name: string, { shape, dtype }: TensorSpec): void {
  if (dtype !== "float32" && dtype !== "int32" && dtype !== "bool") {
    throw new EbmError(
      `trace: input \`${name}\` has dtype ${dtype}, expected float32, int32 or bool.`,
    );
  }
  const isSize = (size: number | string): boolean =>
    typeof size === "string" ? size !== "" : Number.isInteger(size) && size >= 0;
  if (shape.every(isSize)) return;
  throw new EbmError(
    `trace: input \`${name}\` has shape [${shape.join(", ")}], expected whole numbers or a name.`,
  );
}

function fixed({ shape, dtype }: TensorSpec, open: number): Type {
  const sizes = shape.map((size) => (typeof size === "string" ? open : size));
  return { shape: sizes, dtype: dtype as Dtype };
}

/** Returns sizes that no input has, so that no other axis looks open. */
function unusedPrimes(used: readonly (number | string)[]): number[] {
  return [31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79].filter((n) => !used.includes(n));
}
