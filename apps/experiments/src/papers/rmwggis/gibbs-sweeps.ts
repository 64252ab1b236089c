import { setImmediate } from "node:timers/promises";
import { foldIn, type Key, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";

export interface GibbsSweepsInputs<O extends Swept> {
  /** Moves all chains by one sweep. */
  readonly sweep: (inputs: { readonly x: Matrix; readonly uniforms: Matrix }) => Promise<O>;
  /** Where the chains start. Shape [chains, dim]. */
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

/** Runs chains of bits for a number of sweeps, and returns where they end. */
export async function gibbsSweeps<O extends Swept>(inputs: GibbsSweepsInputs<O>): Promise<Matrix> {
  const { sweep, sweeps, key, signal, watch } = inputs;
  const { shape } = inputs.x;
  let { data } = inputs.x;
  for (let at = 1; at <= sweeps; at++) {
    const uniforms = { data: uniform(foldIn(key, at), data.length), shape };
    const results = await sweep({ x: { data, shape }, uniforms });
    watch?.(results);
    data = results.next.data.slice();
    await setImmediate();
    signal.throwIfAborted();
  }
  return { data, shape };
}
