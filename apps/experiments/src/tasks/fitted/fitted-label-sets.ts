import type { LabelSets, LabelSetsReport } from "@ebm/models";

/** A model of sets of labels, and how good its parts are on rows that they did not learn from. */
export interface FittedLabelSets {
  readonly model: LabelSets;
  readonly report: Omit<LabelSetsReport, "seconds">;
}
