import { checkCount } from "@ebm/core/check";
import type { MatrixLike } from "@ebm/core/matrix";
import { checkPoints } from "../check-points.js";
import { logGamma } from "../proposals/log-gamma.js";

export interface StudentTFit {
  /** The locations. Shape [dim]. */
  readonly location: readonly number[];
  /** The scales. Shape [dim]. */
  readonly scale: readonly number[];
  /** The degrees of freedom ν, from ½ to 200. Shape [dim]. */
  readonly degrees: readonly number[];
}

export interface FitStudentTOptions {
  /** Number of iterations. Default: 50. */
  readonly iterations?: number;
}

/**
 * Fits Student's t along each coordinate by maximum likelihood, in float64: location and scale by
 * expectation maximization, and after each step the best ν.
 *
 * Reference: Liu, Rubin. ML Estimation of the t Distribution Using EM and its Extensions, ECM and
 * ECME. Statistica Sinica, 1995.
 */
export function fitStudentT(
  points: MatrixLike,
  { iterations = 50 }: FitStudentTOptions = {},
): StudentTFit {
  checkPoints("fitStudentT", points);
  checkCount("fitStudentT", { iterations }, { least: 0 });
  const { data, shape } = points;
  const [rows, dim] = shape;
  const fits = Array.from({ length: dim }, (_, j) =>
    fitOne(
      Float64Array.from({ length: rows }, (_, i) => data[i * dim + j]!),
      iterations,
    ),
  );
  return {
    location: fits.map(({ location }) => location),
    scale: fits.map(({ scale }) => scale),
    degrees: fits.map(({ nu }) => nu),
  };
}

function fitOne(x: Float64Array, iterations: number) {
  // the quartiles, which the tails do not affect
  const sorted = x.toSorted();
  const quantile = (p: number): number => sorted[Math.floor(p * (x.length - 1))]!;
  let location = quantile(0.5);
  let scale = Math.max((quantile(0.75) - quantile(0.25)) / 2, 1e-9 * (1 + Math.abs(location)));
  let nu = 4;
  for (let step = 0; step < iterations; step++) {
    let [mass, first] = [0, 0];
    const pull = x.map((value) => (nu + 1) / (nu + ((value - location) / scale) ** 2));
    for (let i = 0; i < x.length; i++) {
      mass += pull[i]!;
      first += pull[i]! * x[i]!;
    }
    location = first / mass;
    const second = x.reduce((sum, value, i) => sum + pull[i]! * (value - location) ** 2, 0);
    scale = Math.sqrt(Math.max(second / x.length, Number.MIN_VALUE));
    const squares = x.map((value) => ((value - location) / scale) ** 2);
    nu = Math.exp(greatest((logNu) => logLikelihood(squares, Math.exp(logNu))));
  }
  return { location, scale, nu };
}

/** Computes the log-likelihood as a function of ν, up to a constant. */
function logLikelihood(squares: Float64Array, nu: number): number {
  const tails = squares.reduce((sum, square) => sum + Math.log1p(square / nu), 0);
  const constant = logGamma((nu + 1) / 2) - logGamma(nu / 2) - Math.log(nu) / 2;
  return constant * squares.length - ((nu + 1) / 2) * tails;
}

/** Maximizes over log ν by golden section search. */
function greatest(f: (logNu: number) => number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.5), Math.log(200)];
  let [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [fa, fb] = [f(a), f(b)];
  while (high - low > 1e-3) {
    if (fa > fb) {
      [high, b, fb] = [b, a, fa];
      a = high - ratio * (high - low);
      fa = f(a);
    } else {
      [low, a, fa] = [a, b, fb];
      b = low + ratio * (high - low);
      fb = f(b);
    }
  }
  return (low + high) / 2;
}
