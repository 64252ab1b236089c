import type { ConditionalDensity } from "./conditional-density.js";
import { fourZones } from "./four-zones.js";
import { sineOrLogNormal } from "./sine-or-log-normal.js";

/**
 * The two regressions from x to y, both on the line, by which energies of pairs were compared.
 *
 * Reference: Gustafsson, Danelljan, Schön. Learning Proposals for Practical Energy-Based
 * Regression. AISTATS 2022. https://arxiv.org/abs/2110.11948
 */
export const regressionDensities: Readonly<
  Record<"1d_regression_1" | "1d_regression_2", ConditionalDensity>
> = { "1d_regression_1": sineOrLogNormal, "1d_regression_2": fourZones };
