import { defensive, type Key, type Proposal, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import {
  fitGaussian,
  fitGaussianMixture,
  fitStudentT,
  gaussian,
  gaussianMixture,
  kernelDensity,
  scottBandwidth,
  studentT,
} from "@ebm/snl";
import { fitFlow } from "./fit-flow.js";

export type ProposalName =
  | "gaussian"
  | "gaussian × 3"
  | "full gaussian"
  | "mixture of 20"
  | "defensive mixture of 20"
  | "student-t"
  | "defensive student-t"
  | "kernel density"
  | "flow";

const KERNELS = 1000;

/** The proposals of the studies, fitted to points. */
export async function fitProposal(
  name: ProposalName,
  inputs: { readonly points: Matrix; readonly key: Key; readonly signal: AbortSignal },
): Promise<Proposal> {
  const { points } = inputs;
  const [key] = split(inputs.key, 1);
  const heavy = (): Proposal => studentT(fitStudentT(points));
  switch (name) {
    case "gaussian":
      return wide(points, 1);
    case "gaussian × 3":
      return wide(points, 3);
    case "full gaussian":
      return gaussian(fitGaussian(points));
    case "mixture of 20":
      return mixture(points, key);
    case "defensive mixture of 20":
      return defensive(
        { proposal: mixture(points, key), wide: wide(points, 2) },
        { stratified: true },
      );
    case "student-t":
      return heavy();
    case "defensive student-t":
      return defensive({ proposal: mixture(points, key), wide: heavy() }, { stratified: true });
    case "kernel density":
      return kernels(points);
    case "flow":
      return fitFlow(points, { key, signal: inputs.signal });
  }
}

const wide = (points: Matrix, scale: number): Proposal =>
  gaussian(fitGaussian(points, { covariance: "diagonal", scale }));

const mixture = (points: Matrix, key: Key): Proposal =>
  gaussianMixture(fitGaussianMixture(points, { components: 20, key }));

/** Places kernels at some of the points, evenly spaced. */
function kernels({ data, shape: [rows] }: Matrix): Proposal {
  const every = Math.ceil(rows / KERNELS);
  const chosen = Array.from({ length: Math.floor(rows / every) }, (_, i) => i * every);
  const points = chosen.map((i) => [data[2 * i]!, data[2 * i + 1]!]);
  const shape = [points.length, 2] as const;
  return kernelDensity({ points, bandwidth: scottBandwidth({ data: points.flat(), shape }) });
}
