import { logSumExp } from "@ebm/core/float64";
import type { Choice, Range, SearchSpace, Values } from "../space/search-space.js";
import { logNormalMass, normalTail } from "./normal-mass.js";

/**
 * A density of points: a mixture of one product of kernels for each observation, and a wide one for
 * the prior. Numbers have truncated normal kernels, whole numbers the masses of these, and choices
 * a table.
 */
export interface Parzen {
  /** The log-density, on the log scale of settings that have one. */
  logDensity(values: Values): number;
  /**
   * Returns a sample.
   *
   * @param uniforms Uniform numbers: one for the kernel, and one for each setting.
   */
  sample(uniforms: ArrayLike<number>): Values;
}

/** @param observations The points, oldest first. The newest 25 have full weight. */
export function parzen(space: SearchSpace, observations: readonly Values[]): Parzen {
  const weights = weightsOf(observations.length);
  const axes = Object.entries(space).map(([name, dimension]) => {
    const observed = observations.map((values) => values[name]!);
    return "values" in dimension
      ? { name, ...choiceAxis(dimension, observed) }
      : { name, ...rangeAxis(dimension, observed as readonly number[]) };
  });
  return {
    logDensity(values) {
      const kernels = weights.map((weight, k) =>
        axes.reduce(
          (sum, { name, logKernel }) => sum + logKernel(k, values[name]!),
          Math.log(weight),
        ),
      );
      return logSumExp(kernels);
    },
    sample(uniforms) {
      const k = pick(weights, uniforms[0]!);
      return Object.fromEntries(
        axes.map(({ name, sampleKernel }, i) => [name, sampleKernel(k, uniforms[i + 1]!)]),
      );
    },
  };
}

interface Axis {
  logKernel(kernel: number, value: Values[string]): number;
  sampleKernel(kernel: number, uniform: number): Values[string];
}

/** The weights of the observations, and that of the prior. */
function weightsOf(count: number): number[] {
  const old = Math.max(count - 25, 0);
  const ramp = Array.from({ length: old }, (_, i) =>
    old === 1 ? 1 / count : 1 / count + (i / (old - 1)) * (1 - 1 / count),
  );
  const weights = [...ramp, ...Array<number>(count - old).fill(1), 1];
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function choiceAxis({ values }: Choice, observed: readonly Values[string][]): Axis {
  const texts = values.map((value) => JSON.stringify(value));
  const indexOf = (value: Values[string]): number => texts.indexOf(JSON.stringify(value));
  const kernels = observed.length + 1;
  const table = Array.from({ length: kernels }, (_, k) => {
    const row = values.map(
      (_, i) => 1 / kernels + Number(k < observed.length && indexOf(observed[k]!) === i),
    );
    const sum = row.reduce((total, entry) => total + entry, 0);
    return row.map((entry) => entry / sum);
  });
  return {
    logKernel: (k, value) => Math.log(table[k]![indexOf(value)]!),
    sampleKernel: (k, u) => values[pick(table[k]!, u)]!,
  };
}

function rangeAxis({ min, max, scale, integer }: Range, observed: readonly number[]): Axis {
  const half = integer ? 0.5 : 0;
  const forth = scale === "log" ? Math.log : (x: number) => x;
  const back = scale === "log" ? Math.exp : (x: number) => x;
  const [low, high] = [forth(min - half), forth(max + half)];
  const centers = observed.map(forth);
  const means = [...centers, (low + high) / 2];
  const deviations = [...deviationsOf(centers, low, high), high - low];
  const bounds = (k: number): [number, number] => [
    (low - means[k]!) / deviations[k]!,
    (high - means[k]!) / deviations[k]!,
  ];
  const masses = means.map((_, k) => logNormalMass(...bounds(k)));
  return {
    logKernel(k, value) {
      const x = value as number;
      const z = (y: number): number => (forth(y) - means[k]!) / deviations[k]!;
      const all = masses[k]!;
      if (integer) return logNormalMass(z(x - half), z(x + half)) - all;
      return -0.5 * z(x) ** 2 - 0.5 * Math.log(2 * Math.PI) - Math.log(deviations[k]!) - all;
    },
    sampleKernel(k, u) {
      const z = truncatedNormal(...bounds(k), u);
      const value = back(means[k]! + deviations[k]! * z);
      return Math.min(Math.max(integer ? Math.round(value) : value, min), max);
    },
  };
}

/** The distance of each center to its further neighbor, within limits. */
function deviationsOf(centers: readonly number[], low: number, high: number): number[] {
  const order = centers.map((_, i) => i).sort((a, b) => centers[a]! - centers[b]!);
  const sorted = [low, ...order.map((i) => centers[i]!), high];
  const least = (high - low) / Math.min(100, centers.length + 2);
  const deviations = new Array<number>(centers.length);
  const count = centers.length;
  for (const [place, i] of order.entries()) {
    const [left, right] = [
      sorted[place + 1]! - sorted[place]!,
      sorted[place + 2]! - sorted[place + 1]!,
    ];
    // the ends of the range are no neighbors, unless there is only one center
    const isFirst = place === 0 && count > 1;
    const isLast = place === count - 1 && count > 1;
    const far = isFirst ? right : isLast ? left : Math.max(left, right);
    deviations[i] = Math.min(Math.max(far, least), high - low);
  }
  return deviations;
}

/** Inverts the distribution function of a normal distribution between a and b by bisection. */
function truncatedNormal(a: number, b: number, u: number): number {
  const [from, to] = [normalTail(a), normalTail(b)];
  const target = from + u * (to - from);
  let [left, right] = [a, b];
  for (let i = 0; i < 60; i++) {
    const middle = (left + right) / 2;
    if (normalTail(middle) < target) left = middle;
    else right = middle;
  }
  return (left + right) / 2;
}

/** Returns the index whose share of the weights a uniform number falls into. */
function pick(weights: readonly number[], u: number): number {
  let sum = 0;
  const index = weights.findIndex((weight) => {
    sum += weight;
    return u < sum;
  });
  return index === -1 ? weights.length - 1 : index;
}
