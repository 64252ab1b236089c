import type { LabelSets, LabelSetsReport } from "@ebm/models";

/** A model of sets of labels, and the scores of its parts on held-out rows. */
export interface FittedLabelSets {
  readonly model: LabelSets;
  readonly report: Omit<LabelSetsReport, "seconds">;
}
