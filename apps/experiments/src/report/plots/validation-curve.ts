import { LIGHT } from "../colors.js";
import { layered } from "../drawing/layered.js";
import { paddedExtent } from "../drawing/padded-extent.js";
import { quantitative, stepAxis } from "../drawing/quantitative.js";
import { formatNumber } from "../format.js";
import { isFiniteNumber } from "../is-finite-number.js";
import { FEW, type Plot } from "../plot.js";
import type { ValidationPoint } from "../report-data.js";

export interface ValidationCurveInputs {
  readonly points: readonly ValidationPoint[];
  readonly field: "nll" | "score";
  readonly title: string;
  readonly axis: string;
}

/**
 * Plots a validation metric over the steps, and marks its best value: the lowest NLL or the largest
 * score.
 */
export function validationCurve(inputs: ValidationCurveInputs): Plot | undefined {
  const { points, field, title, axis } = inputs;
  const values = points.flatMap((point) => {
    const value = point[field];
    return isFiniteNumber(value) ? [{ step: point.step, value }] : [];
  });
  if (values.length === 0) return undefined;
  const sign = field === "nll" ? -1 : 1;
  const best = values.reduce((a, b) => (sign * b.value > sign * a.value ? b : a));
  const decimals = field === "nll" ? 3 : 2;
  const summary = `best: ${formatNumber(best.value, decimals)} at step ${formatNumber(best.step, 0)}`;

  const domain = paddedExtent(values.map(({ value }) => value));
  const encoding = { x: stepAxis(values), y: quantitative("value", axis, { domain }) };
  const point = values.length < FEW && { color: LIGHT.accent, size: 24 };
  return {
    name: `validation-${field}`,
    description: `${title} over steps; ${summary}.`,
    spec: layered({
      title,
      subtitle: summary,
      values,
      layer: [
        { mark: { type: "line", color: LIGHT.accent, strokeWidth: 2, point }, encoding },
        {
          data: { values: [best] },
          mark: { type: "point", color: LIGHT.contrast, size: 110, strokeWidth: 2 },
          encoding,
        },
      ],
    }),
  };
}
