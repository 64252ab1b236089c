import { type Quantitative, quantitative } from "./quantitative.js";

/** The steps of training, from 0 to the last. */
export function stepAxis(points: readonly { readonly step: number }[]): Quantitative {
  const last = Math.max(1, points.at(-1)?.step ?? 1);
  return quantitative("step", "step", { domain: [0, last], nice: false });
}
