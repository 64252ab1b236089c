import { EbmError } from "@ebm/core/errors";
import { updateWasm } from "./update-wasm.js";

/** Vectors that share a WebAssembly memory. */
export type Vectors<Name extends string> = Readonly<Record<Name, Float32Array>>;

/** In-place operations on the vectors of one memory. */
export interface Kernels {
  /** Σ x², in float64. */
  sumOfSquares(x: Float32Array): number;
  /** y ← a·y + b·x. */
  combine(y: Float32Array, x: Float32Array, a: number, b: number): void;
  /** m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²,  p ← p − rate·m / (scale·√v + ε). */
  adam(vectors: Vectors<"params" | "grad" | "first" | "second">, numbers: AdamNumbers): void;
}

interface AdamNumbers {
  readonly beta1: number;
  readonly beta2: number;
  readonly rate: number;
  readonly scale: number;
  readonly epsilon: number;
}

/**
 * Allocates vectors of zeros in a new memory. The memory never grows, because growth would detach the
 * views that other code holds.
 */
export function allocate<Name extends string>(
  where: string,
  names: readonly Name[],
  size: number,
): { readonly vectors: Vectors<Name>; readonly kernels: Kernels } {
  const stride = Math.ceil(size / 16) * 64;
  const pages = Math.ceil((stride * names.length) / 2 ** 16);
  if (pages > 2 ** 16) {
    throw new EbmError(
      `${where}: \`layout\` has ${size} entries, expected ${names.length} such vectors to fit in 4 GiB.`,
    );
  }
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const vectors = Object.fromEntries(
    names.map((name, i) => [name, new Float32Array(memory.buffer, i * stride, size)]),
  ) as Record<Name, Float32Array>;
  return { vectors, kernels: instantiate(memory) };
}

function instantiate(memory: WebAssembly.Memory): Kernels {
  const { exports } = new WebAssembly.Instance(updateWasm, { vectors: { memory } });
  const wasm = exports as Record<keyof Kernels, (...numbers: number[]) => number>;
  return {
    sumOfSquares: (x) => wasm.sumOfSquares(x.byteOffset, x.byteLength),
    combine: (y, x, a, b) => void wasm.combine(y.byteOffset, x.byteOffset, y.byteLength, a, b),
    adam({ params, grad, first, second }, { beta1, beta2, rate, scale, epsilon }) {
      const at = [params.byteOffset, grad.byteOffset, first.byteOffset, second.byteOffset];
      const weights = [beta1, 1 - beta1, beta2, 1 - beta2];
      wasm.adam(...at, params.byteLength, ...weights, rate, scale, epsilon);
    },
  };
}
