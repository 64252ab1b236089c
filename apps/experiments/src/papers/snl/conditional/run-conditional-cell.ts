import type { CellContext, Metrics } from "../../../studies/study.js";
import type { ConditionalCell } from "./conditional-cell.js";
import { conditionalData } from "./conditional-data.js";
import { fitConditional } from "./fit-conditional.js";
import { judgeConditional } from "./judge-conditional.js";

/** Trains and judges a conditional density. */
export async function runConditionalCell(
  cell: ConditionalCell,
  { fetch, signal }: CellContext,
): Promise<Metrics> {
  const data = await conditionalData(cell.dataset, { seed: cell.seed, fetch });
  const fitted = await fitConditional(cell, { data, signal });
  try {
    return await judgeConditional(cell, { fitted, data });
  } finally {
    await fitted.run.dispose();
  }
}
