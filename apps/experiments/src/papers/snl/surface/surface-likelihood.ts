/** log Z of a Gaussian of unit variance. */
export const LOG_Z: number = Math.log(2 * Math.PI) / 2;

const SIDE = 101;
const DOMAIN = { theta: [-2, 3], b: [-0.5, 2.5] } as const;

interface Grid {
  readonly domain: typeof DOMAIN;
  readonly side: number;
  readonly thetas: readonly number[];
  readonly bs: readonly number[];
}

/** The values of θ and b where the surface is evaluated. */
export const GRID: Grid = {
  domain: DOMAIN,
  side: SIDE,
  thetas: evenly(DOMAIN.theta),
  bs: evenly(DOMAIN.b),
};

/** Returns ℓ(θ, b) from the mean and the mean square of the samples. */
export function surfaceLikelihood({
  mean,
  square,
}: {
  readonly mean: number;
  readonly square: number;
}): (theta: number, b: number) => number {
  return (theta, b) => -(square - 2 * theta * mean + theta ** 2) / 2 - b - Math.exp(LOG_Z - b) + 1;
}

function evenly([low, high]: readonly [number, number]): readonly number[] {
  return Array.from({ length: SIDE }, (_, i) => low + ((high - low) * i) / (SIDE - 1));
}
