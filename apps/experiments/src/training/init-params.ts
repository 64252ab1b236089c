import { type Key, split } from "@ebm/core";
import { initMlp } from "@ebm/nn";
import type { Config } from "../config/config.js";
import type { Params } from "./joint-loss.js";

/** Networks that give zeros: there p = q, and τ = 0 is exact. */
export function initParams(
  key: Key,
  {
    config,
    features,
    scores,
  }: { readonly config: Config; readonly features: number; readonly scores: number },
): Params {
  const { hidden, logPartitionHidden, activation } = config;
  const [scoresKey, logPartitionKey] = split(key, 2);
  return {
    scores: initMlp({
      key: scoresKey,
      sizes: [features, ...hidden, scores],
      zeroLast: true,
      activation,
    }),
    logPartition: initMlp({
      key: logPartitionKey,
      sizes: [features, ...logPartitionHidden, 1],
      zeroLast: true,
      activation,
    }),
  };
}
