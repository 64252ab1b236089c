import type { BitsBaseParams, BitsModelParams, BitsReport } from "@ebm/models";

/** A model of bits as plain data, its baselines, and the scores of its parts. */
export interface FittedBits {
  readonly params: BitsModelParams;
  /** The bases that it is compared with. */
  readonly independent: BitsBaseParams;
  readonly chowLiu: BitsBaseParams;
  readonly report: Omit<BitsReport, "seconds">;
}
