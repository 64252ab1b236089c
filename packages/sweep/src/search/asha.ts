import { EbmError } from "@ebm/core/errors";

/** Amounts of a resource, such as training steps, that grow by a factor. */
export interface Rungs {
  readonly min: number;
  readonly max: number;
  /** The factor, and the share of points that is promoted: one of `eta`. Default: 3. */
  readonly eta?: number | undefined;
}

/** Returns the amounts, smallest first. The last one is `max`. */
export function rungs({ min, max, eta = 3 }: Rungs): number[] {
  if (!(min > 0 && max >= min)) {
    throw new EbmError(`rungs: \`min\` is ${min} and \`max\` ${max}, expected 0 < min ≤ max.`);
  }
  if (!(eta > 1)) throw new EbmError(`rungs: \`eta\` is ${eta}, expected more than 1.`);
  const amounts: number[] = [];
  for (let amount = min; Math.round(amount) < max; amount *= eta) amounts.push(Math.round(amount));
  return [...amounts, max];
}

/** A point at a rung. */
export interface RungPoint {
  readonly point: number;
  readonly rung: number;
  /** The result; smaller is better. NaN is the worst. Undefined while it runs. */
  readonly cost: number | undefined;
}

/**
 * Returns the points to promote: of each rung the best 1 / eta of those that have ended, unless they
 * were promoted before. It looks at results only, so it needs no memory of earlier decisions.
 *
 * Reference: Li et al. A system for massively parallel hyperparameter tuning. MLSys 2020.
 * https://arxiv.org/abs/1810.05934
 *
 * @param count Number of rungs.
 */
export function promotions(
  points: readonly RungPoint[],
  { count, eta = 3 }: { readonly count: number; readonly eta?: number | undefined },
): Pick<RungPoint, "point" | "rung">[] {
  return Array.from({ length: count - 1 }, (_, rung) => {
    const known = new Set(points.filter((it) => it.rung === rung + 1).map(({ point }) => point));
    const ended = points
      .filter((it) => it.rung === rung && it.cost !== undefined)
      .map(({ point, cost }) => ({
        point,
        cost: Number.isNaN(cost!) ? Number.POSITIVE_INFINITY : cost!,
      }))
      .sort((a, b) => (a.cost === b.cost ? a.point - b.point : a.cost - b.cost));
    return ended
      .slice(0, Math.floor(ended.length / eta))
      .filter(({ point, cost }) => cost < Number.POSITIVE_INFINITY && !known.has(point))
      .map(({ point }) => ({ point, rung: rung + 1 }));
  }).flat();
}
