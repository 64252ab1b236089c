import type { BitsBaseParams, BitsModelParams, BitsReport } from "@ebm/models";

/** A model of bits as plain data, what to compare it with, and how good its parts are. */
export interface FittedBits {
  readonly params: BitsModelParams;
  /** The bases that it is compared with. */
  readonly independent: BitsBaseParams;
  readonly chowLiu: BitsBaseParams;
  readonly report: Omit<BitsReport, "seconds">;
}
