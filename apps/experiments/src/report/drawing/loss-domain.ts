import { paddedExtent } from "./padded-extent.js";
import { quantile } from "./quantile.js";

interface SmoothedLoss {
  readonly loss: number;
  /** The running median at that step. */
  readonly median: number;
}

/** The distance of spikes from the running median, relative to that of nine losses in ten. */
const SPIKE = 5;

/** Returns the losses that a plot should span. Leaves out spikes, which would flatten the rest. */
export function lossDomain(points: readonly SmoothedLoss[]): [number, number] {
  const distances = points.map(({ loss, median }) => Math.abs(loss - median));
  const limit = SPIKE * quantile(distances, 0.9);
  const shown = points.flatMap(({ loss, median }, i) =>
    distances[i]! <= limit ? [loss, median] : [median],
  );
  return paddedExtent(shown);
}
