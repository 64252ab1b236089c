import type { Schema, Target } from "../schema/schema.js";

/** The origin of a model. It is written into the metadata of its files. */
export interface ModelCard {
  /** The training method, such as "joint-partition, logistic". */
  readonly method: string;
  /** The set Y, such as "hypercube(14)", or "ℝ²". */
  readonly structure: string;
  /** The data set that it was trained on. */
  readonly dataset: string;
  /** The run that trained it. */
  readonly run?: string;
  /** Its metrics on held-out data. */
  readonly metrics?: Readonly<Record<string, number | null>>;
  /** The meaning of y. It becomes the `target` of the schema in the metadata. */
  readonly target?: Target;
  readonly license?: string;
  /** The version of the program that trained it. */
  readonly version?: string;
}

/** Converts a card to entries of metadata. */
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
