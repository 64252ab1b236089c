import { bitsRun } from "./bits-run.js";
import { conditionalRun } from "./conditional-run.js";
import { densityRun } from "./density-run.js";
import type { PlaneConfig } from "./plane-config.js";
import type { DensityRun, PlaneRun, PlaneRunInputs } from "./plane-run.js";

/** Prepares the training of an energy by the method of a configuration. */
export function createRun(
  config: PlaneConfig,
  inputs: PlaneRunInputs,
): PlaneRun & Partial<Pick<DensityRun, "check" | "toOnnx">> {
  const { method } = config;
  if (method === "joint") return conditionalRun(config, inputs);
  if (method === "rmwggis") return bitsRun(config, inputs);
  return densityRun({ ...config, method }, inputs);
}
