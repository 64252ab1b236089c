import type { Schema, Target } from "../schema/schema.js";

/** Where a model comes from. Written into the metadata of its files. */
export interface ModelCard {
  /** What it was trained by, such as "joint-partition, logistic". */
  readonly method: string;
  /** The set Y, such as "hypercube(14)", or "ℝ²". */
  readonly structure: string;
  /** The data set it was trained on. */
  readonly dataset: string;
  /** The run that trained it. */
  readonly run?: string;
  /** How good it is on data it was not trained on. */
  readonly metrics?: Readonly<Record<string, number | null>>;
  /** What y stands for. It becomes the `target` of the schema in the metadata. */
  readonly target?: Target;
  readonly license?: string;
  /** The version of the program that trained it. */
  readonly version?: string;
}

/** A card as entries of metadata. */
export function cardMetadata(card: ModelCard): Readonly<Record<string, string>> {
  const { license, metrics, target, ...rest } = card;
  const schema: Schema | undefined = target && { version: 1, inputs: {}, target };
  return {
    ...rest,
    ...(metrics && { metrics: JSON.stringify(metrics) }),
    ...(schema && { schema: JSON.stringify(schema) }),
    ...(license !== undefined && { model_license: license }), // ONNX's own name for it
  };
}
