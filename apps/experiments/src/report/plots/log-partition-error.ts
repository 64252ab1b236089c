import { LIGHT } from "../colors.js";
import { finitePairs } from "../drawing/finite-pairs.js";
import { layered } from "../drawing/layered.js";
import { quantitative } from "../drawing/quantitative.js";
import { REFERENCE } from "../drawing/reference-line.js";
import { formatNumber, formatSigned } from "../format.js";
import type { Plot } from "../plot.js";
import type { LogPartitionPairs } from "../report-data.js";

/** Plots a histogram of τ(x) − log Z(x), the errors of learned log-partitions. */
export function logPartitionError(logPartition: LogPartitionPairs): Plot | undefined {
  const errors = finitePairs(logPartition).map(({ learned, exact }) => learned - exact);
  if (errors.length === 0) return undefined;
  const mean = meanOf(errors);
  const deviation = Math.sqrt(meanOf(errors.map((error) => (error - mean) ** 2)));
  const summary = `mean ${formatSigned(mean, 3)}, standard deviation ${formatNumber(deviation, 3)} nats`;
  return {
    name: "log-partition-error",
    description: `Histogram of learned less exact log-partition: ${summary}.`,
    spec: layered({
      title: "Error of the learned log-partition",
      subtitle: `${summary}; dashed: no error`,
      values: errors.map((error) => ({ error })),
      height: 400,
      layer: [
        {
          transform: [
            { bin: { maxbins: 36 }, field: "error", as: ["from", "to"] },
            { aggregate: [{ op: "count", as: "inputs" }], groupby: ["from", "to"] },
          ],
          mark: { type: "bar", color: LIGHT.accent, fillOpacity: 0.75, binSpacing: 1 },
          encoding: {
            x: quantitative("from", "τ(x) − log Z(x) (nats)"),
            x2: { field: "to" },
            y: {
              ...quantitative("inputs", "held-out inputs", { zero: true }),
              axis: { tickMinStep: 1 },
            },
            y2: { datum: 0 },
          },
        },
        {
          data: { values: [{ error: 0 }] },
          mark: { type: "rule", ...REFERENCE },
          encoding: { x: { field: "error", type: "quantitative" } },
        },
      ],
    }),
  };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
