import { logPartitionCalibration } from "@ebm/metrics";
import { LIGHT } from "../colors.js";
import { evenlySpaced } from "../drawing/evenly-spaced.js";
import { finitePairs } from "../drawing/finite-pairs.js";
import { layered } from "../drawing/layered.js";
import { paddedExtent } from "../drawing/padded-extent.js";
import { quantitative } from "../drawing/quantitative.js";
import { identityLine } from "../drawing/reference-line.js";
import { formatNumber } from "../format.js";
import { MAX_POINTS, type Plot } from "../plot.js";
import type { LogPartitionPairs } from "../report-data.js";
import { sentences } from "../sentences.js";

/**
 * Plots learned τ(x) against exact log Z(x), one point per input. They are equal on the dashed
 * line.
 */
export function logPartitionScatter(
  logPartition: LogPartitionPairs,
  { title = "Learned against exact log-partition" }: { readonly title?: string } = {},
): Plot | undefined {
  const pairs = finitePairs(logPartition);
  if (pairs.length === 0) return undefined;
  const values = evenlySpaced(pairs.length, MAX_POINTS).map((i) => pairs[i]!);
  const learned = pairs.map((pair) => pair.learned);
  const exact = pairs.map((pair) => pair.exact);
  const { rmse } = logPartitionCalibration({ learned, exact });
  const count = formatNumber(pairs.length, 0);
  const summary = `RMSE ${formatNumber(rmse, 3)} nats over ${count} held-out inputs`;
  const dropped = logPartition.learned.length - pairs.length;

  const fillOpacity = pairs.length > 200 ? 0.45 : 0.8;
  const domain = paddedExtent([...learned, ...exact]);
  const x = quantitative("exact", "exact log Z(x) (nats)", { domain, nice: false });
  const y = quantitative("learned", "learned τ(x) (nats)", { domain, nice: false });
  return {
    name: "log-partition",
    description: `Learned against exact log-partition: ${summary}.`,
    note: sentences(
      values.length < pairs.length &&
        `Drawn: ${formatNumber(values.length, 0)} of ${count} inputs, evenly spaced.`,
      dropped > 0 &&
        `Left out, not finite: ${formatNumber(dropped, 0)} of ${formatNumber(logPartition.learned.length, 0)} inputs.`,
    ),
    spec: layered({
      title,
      subtitle: `${summary}; dashed: equal`,
      values,
      height: 400,
      layer: [
        {
          mark: {
            type: "point",
            filled: true,
            color: LIGHT.accent,
            fillOpacity,
            opacity: 1,
            size: 26,
          },
          encoding: { x, y },
        },
        identityLine({ x, y, domain }),
      ],
    }),
  };
}
