import { checkerboard } from "./checkerboard.js";
import { circles } from "./circles.js";
import { eightGaussians } from "./eight-gaussians.js";
import { fourCircles } from "./four-circles.js";
import { funnel } from "./funnel.js";
import { moons } from "./moons.js";
import { pinwheel } from "./pinwheel.js";
import type { PlanarDensity } from "./planar-density.js";
import { swissRoll } from "./swiss-roll.js";
import { twoSpirals } from "./two-spirals.js";

/**
 * The four sets on which self-normalized likelihood was compared.
 *
 * Reference: Senetaire, Jeha, Mattei, Frellsen. Learning Energy-Based Models by Self-normalising
 * the Likelihood. https://arxiv.org/abs/2503.07021
 */
export const snlDensities: Readonly<
  Record<"checkerboard" | "four_circles" | "funnel" | "pinwheel", PlanarDensity>
> = {
  checkerboard,
  four_circles: fourCircles,
  funnel,
  pinwheel: pinwheel({ tangentialStd: 0.05, scale: 10 }),
};

/**
 * The seven sets of FFJORD that RMwGGIS turns to bits by `grayCode`.
 *
 * Reference: Liu, Liu, Ji. Gradient-Guided Importance Sampling for Learning Binary Energy-Based
 * Models. ICLR 2023. https://arxiv.org/abs/2210.05782
 */
export const ffjordDensities: Readonly<
  Record<
    "2spirals" | "8gaussians" | "circles" | "moons" | "pinwheel" | "swissroll" | "checkerboard",
    PlanarDensity
  >
> = {
  "2spirals": twoSpirals,
  "8gaussians": eightGaussians,
  circles,
  moons,
  pinwheel: pinwheel(),
  swissroll: swissRoll,
  checkerboard,
};
