import { LIGHT } from "../colors.js";
import { layered } from "../drawing/layered.js";
import { quantitative } from "../drawing/quantitative.js";
import { identityLine } from "../drawing/reference-line.js";
import { formatNumber } from "../format.js";
import { isFiniteNumber } from "../is-finite-number.js";
import type { Plot } from "../plot.js";
import type { CalibrationBin } from "../report-data.js";

/**
 * Plots observed frequency over predicted probability, one point per bin. They agree on the dashed
 * line.
 */
export function calibration(bins: readonly CalibrationBin[]): Plot | undefined {
  const values = bins.filter(
    ({ predicted, observed, count }) =>
      count > 0 && isFiniteNumber(predicted) && isFiniteNumber(observed),
  );
  if (values.length === 0) return undefined;
  const count = values.reduce((sum, bin) => sum + bin.count, 0);
  const domain: [number, number] = [0, 1];
  const x = quantitative("predicted", "mean predicted probability", { domain });
  const y = quantitative("observed", "observed frequency", { domain });
  const area = { type: "quantitative", legend: null, scale: { range: [20, 260] } } as const;
  return {
    name: "calibration",
    description: `Observed frequency over predicted probability in ${values.length} bins.`,
    spec: layered({
      title: "Calibration of predicted probabilities",
      subtitle: `${formatNumber(count, 0)} predictions, by area; dashed: calibrated`,
      values,
      height: 400,
      layer: [
        identityLine({ x, y, domain }),
        {
          mark: { type: "line", color: LIGHT.accent, strokeWidth: 2 },
          encoding: { x, y },
        },
        {
          mark: { type: "point", filled: true, color: LIGHT.accent, opacity: 1 },
          encoding: { x, y, size: { field: "count", ...area } },
        },
      ],
    }),
  };
}
