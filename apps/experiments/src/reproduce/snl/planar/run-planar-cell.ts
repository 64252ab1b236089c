import { EbmError } from "@ebm/core";
import type { CellContext, Metrics } from "../../study.js";
import { fitPlanar } from "./fit-planar.js";
import { judgePlanar } from "./judge-planar.js";
import type { PlanarCell } from "./planar-cell.js";
import { planarData } from "./planar-data.js";

/** Trains and judges an energy; what diverged has no likelihood. */
export async function runPlanarCell(cell: PlanarCell, { signal }: CellContext): Promise<Metrics> {
  const data = planarData(cell.dataset, cell.seed);
  try {
    const fitted = await fitPlanar(cell, { data, signal });
    const metrics = await judgePlanar(cell, { fitted, data });
    await fitted.run.dispose();
    return { diverged: 0, ...metrics };
  } catch (error) {
    if (!(error instanceof EbmError && error.message.includes("expected a finite number")))
      throw error;
    return { diverged: 1, logLikelihood: null, gap: null, bError: null };
  }
}
