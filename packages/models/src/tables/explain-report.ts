import type { ExplainedPart, FitReport } from "./fitted-model.js";

/** Returns what each part adds to those before it. */
export function explainReport({ parts }: Pick<FitReport, "parts">): ExplainedPart[] {
  return parts.map(({ part, nll }, i) => ({
    part,
    nll,
    gain: i > 0 ? parts[i - 1]!.nll - nll : 0,
  }));
}
