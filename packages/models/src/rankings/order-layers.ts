import { bitCount, type OrderTilt, tiltSteps } from "./order-tilt.js";

/** The sets of one size, and how each label outside of them may follow. Tables by rows. */
export interface OrderLayer {
  readonly size: number;
  /** Number of sets. */
  readonly sets: number;
  /** The labels outside each set. Shape [sets, labels − size]. */
  readonly outside: Int32Array;
  /** What each of them adds to the tilt. Shape [sets, labels − size]. */
  readonly steps: Float32Array;
  /** The place of the set with that label in the next layer. Shape [sets, labels − size]. */
  readonly next: Int32Array;
  /** For each set of the next layer, where it is in `next`. Shape [sets of the next layer, size + 1]. */
  readonly from: Int32Array;
}

/** Sorts the steps of orders by the number of labels placed before, from 0 on. */
export function orderLayers(tilt: OrderTilt): OrderLayer[] {
  const labels = tilt.pairs.shape[0];
  const added = tiltSteps(tilt);
  const bySize = Array.from({ length: labels + 1 }, (): number[] => []);
  for (let set = 0; set < 2 ** labels; set++) bySize[bitCount(set)]!.push(set);
  return bySize.slice(0, labels).map((sets, size): OrderLayer => {
    const places = new Map(bySize[size + 1]!.map((set, place) => [set, place]));
    const steps = sets.flatMap((set) =>
      Array.from({ length: labels }, (_, i) => ({ set, i })).filter(({ i }) => !((set >> i) & 1)),
    );
    const next = Int32Array.from(steps, ({ set, i }) => places.get(set | (1 << i))!);
    const from = Array.from(places, (): number[] => []);
    for (const [at, place] of next.entries()) from[place]!.push(at);
    return {
      size,
      sets: sets.length,
      outside: Int32Array.from(steps, ({ i }) => i),
      steps: Float32Array.from(steps, ({ set, i }) => added[set * labels + i]!),
      next,
      from: Int32Array.from(from.flat()),
    };
  });
}
