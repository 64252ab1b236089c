import type { RankingModel, RankingsReport } from "@ebm/models";

/** A model of orders of labels, and how good its parts are on rows that they did not learn from. */
export interface FittedRankings {
  readonly model: RankingModel;
  readonly report: Omit<RankingsReport, "seconds">;
}
