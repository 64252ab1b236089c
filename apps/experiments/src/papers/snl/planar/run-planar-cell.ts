import type { CellContext, Metrics } from "../../../studies/study.js";
import { fitPlanar } from "./fit-planar.js";
import { judgePlanar } from "./judge-planar.js";
import type { PlanarCell } from "./planar-cell.js";
import { planarData } from "./planar-data.js";

/** Trains and judges an energy. */
export async function runPlanarCell(cell: PlanarCell, { signal }: CellContext): Promise<Metrics> {
  const data = planarData(cell.dataset, cell.seed);
  const fitted = await fitPlanar(cell, { data, signal });
  try {
    return await judgePlanar(cell, { fitted, data });
  } finally {
    await fitted.run.dispose();
  }
}
