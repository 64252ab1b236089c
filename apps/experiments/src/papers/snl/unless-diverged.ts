import { EbmError } from "@ebm/core";
import type { Metrics } from "../../studies/study.js";

/** What a cell measures; a run that diverged has no likelihood. */
export async function unlessDiverged(run: () => Promise<Metrics>): Promise<Metrics> {
  try {
    return { diverged: 0, ...(await run()) };
  } catch (error) {
    if (!(error instanceof EbmError && error.message.includes("expected a finite number")))
      throw error;
    return { diverged: 1, logLikelihood: null, gap: null, bError: null };
  }
}
