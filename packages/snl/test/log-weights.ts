import { key, normal, uniform } from "@ebm/core/random";

/** log w of draws of N(0, 2²) for exp(−(x − 1)²/2), whose log Z is ½ log 2π. */
export const LOG_Z: number = Math.log(2 * Math.PI) / 2;
export const weightsOf = (seed: number, draws: number): Float64Array =>
  Float64Array.from(normal(key(seed), draws), (z) => logWeight(2 * z));
const logWeight = (x: number): number =>
  -((x - 1) ** 2) / 2 + (x / 2) ** 2 / 2 + Math.log(2) + LOG_Z;

/** Returns the logarithms of weights with a tail of shape k: w = u^(−k). */
export const paretoWeights = (seed: number, draws: number, k: number): Float64Array =>
  Float64Array.from(uniform(key(seed), draws), (u) => -k * Math.log(1 - u));
