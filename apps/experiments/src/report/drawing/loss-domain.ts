import { paddedExtent } from "./padded-extent.js";
import { quantile } from "./quantile.js";

interface SmoothedLoss {
  readonly loss: number;
  /** The running median there. */
  readonly median: number;
}

/** Spikes are this many times as far from the running median as nine losses of ten. */
const SPIKE = 5;

/** The losses that a plot should span: all but spikes, which would flatten the rest. */
export function lossDomain(points: readonly SmoothedLoss[]): [number, number] {
  const distances = points.map(({ loss, median }) => Math.abs(loss - median));
  const limit = SPIKE * quantile(distances, 0.9);
  const shown = points.flatMap(({ loss, median }, i) =>
    distances[i]! <= limit ? [loss, median] : [median],
  );
  return paddedExtent(shown);
}
