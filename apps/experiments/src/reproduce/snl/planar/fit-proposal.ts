import { type Key, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import {
  defensiveMixture,
  fitGaussian,
  fitGaussianMixture,
  fitStudentT,
  gaussian,
  gaussianMixture,
  kernelDensity,
  type Proposal,
  scottBandwidth,
  studentT,
} from "@ebm/snl";
import { takeRows } from "@ebm/datasets";
import { fitFlow } from "./fit-flow.js";

export type ProposalName = keyof typeof fits;

const KERNELS = 1000;

type Fit = (points: Matrix, key: Key, signal: AbortSignal) => Proposal | Promise<Proposal>;

const fits = {
  gaussian: (points) => gaussian(fitGaussian(points, { covariance: "diagonal" })),
  "gaussian × 3": (points) => wide(points, 3),
  "full gaussian": (points) => gaussian(fitGaussian(points)),
  "mixture of 20": (points, key) => mixture(points, 20, key),
  "kernel density": (points, key) => {
    const [rows] = points.shape;
    const every = Math.ceil(rows / KERNELS);
    const some = takeRows(
      points,
      Array.from({ length: Math.floor(rows / every) }, (_, i) => i * every),
    );
    const centers = Array.from({ length: some.shape[0] }, (_, i) => [
      some.data[2 * i]!,
      some.data[2 * i + 1]!,
    ]);
    return kernelDensity({ points: centers, bandwidth: scottBandwidth(some) });
  },
  "student-t": (points) => studentT(fitStudentT(points)),
  flow: (points, key, signal) => fitFlow(points, { key, signal }),
  "defensive mixture of 20": (points, key) =>
    defensiveMixture({ proposal: mixture(points, 20, key), wide: wide(points, 2) }),
  "defensive mixture of 50": (points, key) =>
    defensiveMixture({ proposal: mixture(points, 50, key), wide: wide(points, 2) }),
  "defensive student-t": (points, key) =>
    defensiveMixture({ proposal: mixture(points, 20, key), wide: studentT(fitStudentT(points)) }),
} satisfies Record<string, Fit>;

/** The proposals of the studies, fitted to points. */
export async function fitProposal(
  name: ProposalName,
  { points, key, signal }: { readonly points: Matrix; readonly key: Key; readonly signal: AbortSignal },
): Promise<Proposal> {
  const [own] = split(key, 1) as [Key];
  return (fits[name] as Fit)(points, own, signal);
}

const wide = (points: Matrix, scale: number): Proposal =>
  gaussian(fitGaussian(points, { covariance: "diagonal", scale }));

const mixture = (points: Matrix, components: number, key: Key): Proposal =>
  gaussianMixture(fitGaussianMixture(points, { components, key }));
