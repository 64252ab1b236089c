import { foldIn, key as keyOf, uniform } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import { openSession } from "@ebm/engine";
import {
  type Feeds,
  readSchema,
  readSignature,
  type Schema,
  type Signature,
} from "@ebm/onnx-export";
import { type NamedValue, namedOutputs } from "../rows/named-outputs.js";

export interface PredictorOptions {
  /** Number of steps of a sampler's chains. */
  readonly steps: number;
  /** The seed of a sampler's noise. */
  readonly seed: number;
}

/** A model that computes named values for one batch of rows after another. */
export interface Predictor {
  readonly signature: Signature;
  readonly schema: Schema | undefined;
  /** The inputs that rows fill. The noise of a sampler is generated. */
  readonly inputs: Signature["inputs"];
  predict(feeds: Feeds): Promise<NamedValue[][]>;
  /** Returns the outputs as they are, one after another instead of row by row. */
  run(feeds: Feeds): Promise<Feeds>;
  dispose(): Promise<void>;
}

const DTYPES = ["float32", "float64", "int32", "bool"];

/** Opens the file of a model. */
export async function openPredictor(
  model: Uint8Array,
  { steps, seed }: PredictorOptions,
): Promise<Predictor> {
  const signature = readSignature(model);
  const schema = readSchema(model);
  const all = Object.entries(signature.inputs);
  for (const [name, { dtype }] of all) {
    if (DTYPES.includes(dtype)) continue;
    throw new EbmError(
      `predict: \`${name}\` is ${dtype}, expected ${DTYPES.join(", ")}. Only \`ebm serve\` takes others.`,
    );
  }
  const isNumber = ([name, { dtype }]: (typeof all)[number]): boolean =>
    ["seed", "steps"].includes(name) && dtype === "int32";
  const isNoise = ([, { shape }]: (typeof all)[number]): boolean => shape[0] === "steps";
  const given = all.filter((input) => !isNumber(input) && !isNoise(input));
  const noises = all.filter(isNoise);
  const session = await openSession(model);
  let batches = 0;

  /** Generates the noise of a batch, different for each batch. */
  const noiseOf = (rows: number): Feeds => {
    const batchSeed = seed + batches;
    batches++;
    const scalars = all.filter(isNumber).map(([name]) => {
      const value = name === "seed" ? batchSeed : steps;
      return [name, { data: Int32Array.of(value), shape: [] }] as const;
    });
    const drawn = noises.map(([name, { shape }], i) => {
      const sizes = shape.slice(1).map((size) => (typeof size === "string" ? rows : size));
      const full = [steps, ...sizes];
      const size = full.reduce((product, axis) => product * axis, 1);
      return [name, { data: uniform(foldIn(keyOf(batchSeed), i), size), shape: full }] as const;
    });
    return Object.fromEntries([...scalars, ...drawn]);
  };
  const run = (feeds: Feeds, rows: number) => session.run({ ...feeds, ...noiseOf(rows) });
  const rowsOf = (feeds: Feeds): number => Object.values(feeds)[0]?.shape[0] ?? 1;
  return {
    signature,
    schema,
    inputs: Object.fromEntries(given),
    run: (feeds) => run(feeds, rowsOf(feeds)),
    async predict(feeds) {
      const rows = rowsOf(feeds);
      const outputs = await run(feeds, rows);
      return namedOutputs(outputs, { rows, schema, metadata: signature.metadata });
    },
    dispose: () => session.dispose(),
  };
}
