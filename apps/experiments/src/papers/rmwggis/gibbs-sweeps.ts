import { setImmediate } from "node:timers/promises";
import { foldIn, type Key, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";

export interface GibbsSweepsInputs<O extends Swept> {
  /** Moves all chains by one sweep. */
  readonly sweep: (inputs: { readonly x: Matrix; readonly uniforms: Matrix }) => Promise<O>;
  /** The first states of the chains. Shape [chains, dim]. */
  readonly x: Matrix;
  readonly sweeps: number;
  readonly key: Key;
  readonly signal: AbortSignal;
  /** Called with the results of each sweep. Default: none. */
  readonly watch?: (results: O) => void;
}

interface Swept {
  /** The chains after the sweep. */
  readonly next: { readonly data: Float32Array };
}

/** Runs chains of bits for a number of sweeps, and returns their last states. */
export async function gibbsSweeps<O extends Swept>(inputs: GibbsSweepsInputs<O>): Promise<Matrix> {
  const { sweep, sweeps, key, signal, watch } = inputs;
  const { shape } = inputs.x;
  let { data } = inputs.x;
  for (let step = 1; step <= sweeps; step++) {
    const uniforms = { data: uniform(foldIn(key, step), data.length), shape };
    const results = await sweep({ x: { data, shape }, uniforms });
    watch?.(results);
    data = results.next.data.slice();
    await setImmediate();
    signal.throwIfAborted();
  }
  return { data, shape };
}
