import type { RankingModel, RankingsReport } from "@ebm/models";

/** A model of orders of labels, and the scores of its parts on held-out rows. */
export interface FittedRankings {
  readonly model: RankingModel;
  readonly report: Omit<RankingsReport, "seconds">;
}
