import type { Study } from "../../studies/study.js";
import { binaryDensityStudy } from "./binary-density-study.js";
import { costStudy } from "./cost-study.js";
import { densitiesStudy } from "./densities-study.js";
import { gradientErrorStudy } from "./gradient-error-study.js";
import { graphsStudy } from "./graphs-study.js";
import { highDimensionStudy } from "./high-dimension-study.js";
import { isingStudy } from "./ising-study.js";
import { syntheticStudy } from "./synthetic-study.js";

/** The tables and figures of Liu, Liu, Ji, ICLR 2023. */
export const rmwggisStudies: readonly Study[] = [
  syntheticStudy,
  costStudy,
  graphsStudy,
  isingStudy,
  binaryDensityStudy,
  densitiesStudy,
  highDimensionStudy,
  gradientErrorStudy,
];
