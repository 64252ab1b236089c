import { defensive, type Key, type Proposal } from "@ebm/core";
import type { Matrix } from "@ebm/datasets/planar";
import { fitGaussian, fitGaussianMixture, gaussian, gaussianMixture, uniformBox } from "@ebm/snl";
import type { PlaneProposal } from "./plane-config.js";

/** Number of components of the mixture. */
const COMPONENTS = 16;

/** Fits a proposal to points. The mixture has a share of a wide Gaussian, so that it covers the plane. */
export function planeProposal(
  name: PlaneProposal,
  { points, key, extent }: { readonly points: Matrix; readonly key: Key; readonly extent: number },
): Proposal {
  const wide = (scale: number): Proposal =>
    gaussian(fitGaussian(points, { covariance: "diagonal", scale }));
  if (name === "gaussian") return wide(1.5);
  if (name === "box") return uniformBox({ low: [-extent, -extent], high: [extent, extent] });
  const components = Math.min(COMPONENTS, Math.max(1, Math.floor(points.shape[0] / 8)));
  const mixture = gaussianMixture(fitGaussianMixture(points, { components, key, iterations: 30 }));
  return defensive({ proposal: mixture, wide: wide(2) }, { stratified: true });
}
