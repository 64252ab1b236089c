import type { Study } from "../../studies/study.js";
import { regressionStudy } from "./conditional/regression-study.js";
import { tabularStudy } from "./conditional/tabular-study.js";
import { dimensionStudy } from "./dimension/dimension-study.js";
import { snelboStudy } from "./latent/snelbo-study.js";
import { densityStudy } from "./planar/density-study.js";
import { drawsStudy } from "./planar/draws-study.js";
import { proposalsStudy } from "./planar/proposals-study.js";
import { surfaceStudy } from "./surface/surface-study.js";

/** The tables and figures of Senetaire et al., 2025. */
export const snlStudies: readonly Study[] = [
  densityStudy,
  regressionStudy,
  tabularStudy,
  snelboStudy,
  surfaceStudy,
  drawsStudy,
  proposalsStudy,
  dimensionStudy,
];
