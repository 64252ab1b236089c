import { UsageError } from "../errors.js";
import { binaryPractice } from "../practice/binary.study.js";
import { densityPractice } from "../practice/density.study.js";
import { labelRankingPractice } from "../practice/label-ranking.study.js";
import { multilabelPractice } from "../practice/multilabel.study.js";
import { regressionPractice } from "../practice/regression.study.js";
import type { Study } from "../studies/study.js";
import { abstentionStudy } from "./joint-partition/abstention.study.js";
import { convergenceStudy } from "./joint-partition/convergence.study.js";
import { generalizationStudy } from "./joint-partition/generalization.study.js";
import { labelRankingStudy } from "./joint-partition/label-ranking.study.js";
import { multilabelStudy } from "./joint-partition/multilabel.study.js";
import { multilabelModelsStudy } from "./joint-partition/multilabel-models.study.js";
import { pairwiseSyntheticStudy } from "./joint-partition/pairwise-synthetic.study.js";
import { rankingModelsStudy } from "./joint-partition/ranking-models.study.js";
import { binaryDensityStudy } from "./rmwggis/binary-density.study.js";
import { costStudy } from "./rmwggis/cost.study.js";
import { densitiesStudy } from "./rmwggis/densities.study.js";
import { gradientErrorStudy } from "./rmwggis/gradient-error.study.js";
import { graphsStudy } from "./rmwggis/graphs.study.js";
import { highDimensionStudy } from "./rmwggis/high-dimension.study.js";
import { isingStudy } from "./rmwggis/ising.study.js";
import { syntheticStudy } from "./rmwggis/synthetic.study.js";
import { densityStudy } from "./snl/density-2d.study.js";
import { dimensionStudy } from "./snl/dimension.study.js";
import { drawsStudy } from "./snl/draws.study.js";
import { proposalsStudy } from "./snl/proposals.study.js";
import { regressionStudy } from "./snl/regression-1d.study.js";
import { snelboStudy } from "./snl/snelbo.study.js";
import { surfaceStudy } from "./snl/snl-surface.study.js";
import { tabularStudy } from "./snl/tabular.study.js";

/** All tables and figures that can be reproduced. */
export const studies: readonly Study[] = [
  // Sander et al., ICML 2025
  multilabelStudy,
  multilabelModelsStudy,
  labelRankingStudy,
  rankingModelsStudy,
  convergenceStudy,
  generalizationStudy,
  pairwiseSyntheticStudy,
  abstentionStudy,
  // Liu, Liu, Ji, ICLR 2023
  syntheticStudy,
  costStudy,
  graphsStudy,
  isingStudy,
  binaryDensityStudy,
  densitiesStudy,
  highDimensionStudy,
  gradientErrorStudy,
  // Senetaire et al., 2025
  densityStudy,
  regressionStudy,
  tabularStudy,
  snelboStudy,
  surfaceStudy,
  drawsStudy,
  proposalsStudy,
  dimensionStudy,
  // the default models beside scikit-learn
  multilabelPractice,
  labelRankingPractice,
  binaryPractice,
  regressionPractice,
  densityPractice,
];

export interface StudyChoice {
  readonly table?: string | undefined;
  readonly figure?: string | undefined;
}

/** @throws {UsageError} If there is no such study. The message lists the studies that exist. */
export function findStudy(paper: string | undefined, { table, figure }: StudyChoice): Study {
  const found = studiesOf(paper);
  if ((table === undefined) === (figure === undefined)) {
    throw new UsageError(`expected one of ${optionsOf(found)}.`);
  }
  return findStudies(paper, { table, figure })[0]!;
}

/**
 * Returns the chosen study, or all studies of a paper or of all papers if none is chosen.
 *
 * @throws {UsageError} If there is no such study. The message lists the studies that exist.
 */
export function findStudies(paper: string | undefined, { table, figure }: StudyChoice): Study[] {
  const among = paper === undefined ? studies : studiesOf(paper);
  const wanted = Object.entries({ table, figure }).filter(([, name]) => name !== undefined);
  return wanted.reduce<Study[]>(
    (found, [kind, name]) => {
      const study = found.filter((study) => study.kind === kind && study.name === name);
      if (study.length > 0) return study;
      throw new UsageError(`--${kind} is ${name}, expected one of ${optionsOf(among)}.`);
    },
    [...among],
  );
}

function studiesOf(paper: string | undefined): Study[] {
  const found = studies.filter((study) => study.paper === paper);
  if (found.length > 0) return found;
  const papers = [...new Set(studies.map((study) => study.paper))].join(", ");
  throw new UsageError(
    paper === undefined
      ? `expected a paper, one of ${papers}.`
      : `paper ${paper} is unknown, expected one of ${papers}.`,
  );
}

const optionsOf = (among: readonly Study[]): string =>
  among.map(({ kind, name }) => `--${kind} ${name}`).join(", ");
