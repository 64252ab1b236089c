import { LIGHT } from "../../../report/colors.js";
import { type Layers, layered } from "../../../report/drawing/layered.js";
import { quantitative } from "../../../report/drawing/quantitative.js";
import { isFiniteNumber } from "../../../report/is-finite-number.js";
import type { Plot } from "../../../report/plot.js";
import { shades } from "../../../report/plots/heatmaps.js";
import type { Metrics } from "../../../studies/study.js";
import { GRID, LOG_Z, surfaceLikelihood } from "./surface-likelihood.js";

const [LEFT, RIGHT, HEIGHT] = [70, 24, 400];
const SIZE = { width: 480 - LEFT - RIGHT, height: HEIGHT - 70 - 54 };

/** Plots the surface in shades, with the line of maxima over b and the global maximum. */
export function surfacePlot({ mean, square, bestTheta, bestB }: Metrics): Plot[] {
  if (!isFiniteNumber(mean) || !isFiniteNumber(square)) return [];
  const likelihood = surfaceLikelihood({ mean, square });
  const values = GRID.bs
    .toReversed()
    .flatMap((b) => GRID.thetas.map((theta) => likelihood(theta, b)));
  const top = Math.max(...values);
  const url = shades(
    values.map((value) => Math.exp((value - top) / 2)),
    GRID.side,
  );
  const x = quantitative("x", "θ", { domain: [...GRID.domain.theta], nice: false });
  const y = quantitative("y", "b", { domain: [...GRID.domain.b], nice: false });
  const line = GRID.domain.theta.map((theta) => ({ x: theta, y: LOG_Z }));
  const layer = [
    {
      data: { values: [{ url }] },
      mark: { type: "image", ...SIZE, align: "left", baseline: "top", aspect: false },
      encoding: { x: { value: 0 }, y: { value: 0 }, url: { field: "url", type: "nominal" } },
    },
    {
      data: { values: line },
      mark: { type: "line", color: LIGHT.contrast, strokeWidth: 2 },
      encoding: { x, y },
    },
    {
      data: { values: [{ x: bestTheta, y: bestB }] },
      mark: {
        type: "point",
        shape: "diamond",
        size: 120,
        filled: true,
        opacity: 1,
        color: LIGHT.panel,
      },
      encoding: { x, y },
    },
  ] as Layers;
  return [
    {
      name: "surface",
      description:
        "The surface over θ and b; its maxima over b are a horizontal line at log Z, and the largest lies on it.",
      spec: layered({
        title: "Self-normalized likelihood of a Gaussian",
        subtitle: "dark: high; line: the best b of each θ; diamond: the best of all",
        values: [],
        layer,
        height: HEIGHT,
        left: LEFT,
        right: RIGHT,
      }),
    },
  ];
}
