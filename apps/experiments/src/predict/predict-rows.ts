import { foldIn, type Key, key as keyOf, uniform } from "@ebm/core";
import { openSession } from "@ebm/engine";
import { type Feeds, readSignature } from "@ebm/onnx-export";
import { readRows } from "./read-rows.js";

export interface PredictOptions {
  readonly text: string;
  /** The name of the file that the text is from. */
  readonly file: string;
  /** Steps of chains, of a sampler. */
  readonly steps: number;
  readonly seed: number;
}

/**
 * What a model gives for the rows of a file, which has x before all else: of a sampler, x and where
 * chains start; the uniforms are drawn, or are by the file of the seed.
 */
export async function predictRows(
  model: Uint8Array,
  { text, file, steps, seed }: PredictOptions,
): Promise<Feeds> {
  const { inputs } = readSignature(model);
  const isNoise = ([, { shape }]: [string, { readonly shape: readonly unknown[] }]): boolean =>
    shape[0] === "steps";
  const all = Object.entries(inputs);
  const drawn = { seed, steps };
  const isDrawn = ([name, { dtype }]: [string, { readonly dtype: string }]): boolean =>
    Object.hasOwn(drawn, name) && dtype === "int32";
  const numbers = all.filter(isDrawn).map(([name]) => {
    const value = drawn[name as keyof typeof drawn];
    return [name, { data: Int32Array.of(value), shape: [] }] as const;
  });
  const given = Object.fromEntries(
    all
      .filter((entry) => !isNoise(entry) && !isDrawn(entry))
      .toSorted(([a], [b]) => Number(b === "x") - Number(a === "x")),
  );
  const rows = readRows(text, { file, inputs: given });
  const count = Object.values(rows)[0]?.shape[0] ?? 1;
  const noise = all.filter(isNoise).map(([name, { shape }], i) => {
    const sizes = shape.slice(1).map((size) => (typeof size === "string" ? count : size));
    return [name, draw(foldIn(keyOf(seed), i), [steps, ...sizes])] as const;
  });
  const session = await openSession(model);
  try {
    return await session.run({ ...rows, ...Object.fromEntries([...noise, ...numbers]) });
  } finally {
    await session.dispose();
  }
}

function draw(key: Key, shape: readonly number[]): Feeds[string] {
  const size = shape.reduce((product, axis) => product * axis, 1);
  return { data: uniform(key, size), shape };
}
