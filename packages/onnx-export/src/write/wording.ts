import type { Normalizer, Standardization } from "./model.js";

/** Returns the words that follow a log-partition in a sentence. */
export const exactness: Readonly<Record<Normalizer, string>> = {
  exact: "that is exact, so that probabilities sum to 1",
  learned: "that was learned, so that probabilities sum to 1 approximately",
  estimated: "that was estimated by sampling, so that probabilities sum to 1 approximately",
};

/** Returns the description of the preprocessing for the metadata. */
export function preprocessing({
  standardization,
  categories,
}: {
  readonly standardization?: Standardization;
  readonly categories?: readonly number[];
}): string {
  const steps = [
    ...(categories ? ["codes become one-hot"] : []),
    ...(standardization ? ["standardized by the mean and deviation of the training data"] : []),
  ];
  return steps.length > 0 ? `in the graph: x is raw, ${steps.join(", ")}` : "none";
}
