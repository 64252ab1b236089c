import { logSumExp, mean } from "@ebm/core/float64";
import type { Logistic } from "./constant-chain.js";

/**
 * Ways to describe residuals by logistics, by name: evenly spaced quantiles of any shape, one Gaussian,
 * and one center with logistics of several widths.
 */
export const spreadShapes: Readonly<
  Record<string, (residuals: Float32Array, components: number) => readonly Logistic[]>
> = {
  "constant spread": quantiles,
  "Gaussian spread": gaussian,
  "heavy tails": widths,
};

/** The width of components at quantiles: together they cover the values. */
const WIDTH = 0.66;

/** The least deviation, in that of the target. */
const LEAST = 1e-3;

function quantiles(residuals: Float32Array, components: number): readonly Logistic[] {
  const { deviation } = momentsOf(residuals);
  const sorted = residuals.toSorted();
  return Array.from({ length: components }, (_, k) => ({
    weight: 1,
    mean: sorted[Math.floor(((k + 0.5) / components) * sorted.length)]!,
    scale: (WIDTH * deviation) / Math.sqrt(components),
  }));
}

/** The positive half of a mixture of logistics that is a standard normal up to 2e-5 nats. */
const HALF: readonly (readonly [weight: number, mean: number, scale: number])[] = [
  [0.22804, 0.271235, 0.288218],
  [0.203749, 0.854325, 0.317087],
  [0.058817, 1.529268, 0.298763],
  [0.009393, 2.248937, 0.287872],
];

function gaussian(residuals: Float32Array): readonly Logistic[] {
  const { center, deviation } = momentsOf(residuals);
  return HALF.flatMap(([weight, place, scale]) =>
    [-place, place].map((z) => ({
      weight,
      mean: center + z * deviation,
      scale: scale * deviation,
    })),
  );
}

/** Scales in standard deviations, and steps of EM, which starts from equal weights. */
const SCALES = [0.02, 0.05, 0.1, 0.2, 0.35, 0.6, 1.2, 3];
const STEPS = 50;

function widths(residuals: Float32Array): readonly Logistic[] {
  const { deviation } = momentsOf(residuals);
  const center = residuals.toSorted()[Math.floor(residuals.length / 2)]!;
  const logs = Array.from(residuals, (value) =>
    SCALES.map((scale) => logLogistic((value - center) / (scale * deviation)) - Math.log(scale)),
  );
  let weights = SCALES.map(() => 1 / SCALES.length);
  for (let step = 0; step < STEPS; step++) {
    const sums = weights.map(() => 1 / weights.length);
    for (const own of logs) {
      const joint = own.map((log, k) => log + Math.log(weights[k]!));
      const norm = logSumExp(joint);
      for (const [k, log] of joint.entries()) sums[k]! += Math.exp(log - norm);
    }
    weights = sums.map((sum) => sum / (residuals.length + 1));
  }
  return SCALES.map((scale, k) => ({
    weight: weights[k]!,
    mean: center,
    scale: scale * deviation,
  }));
}

const logLogistic = (z: number): number => -Math.abs(z) - 2 * Math.log1p(Math.exp(-Math.abs(z)));

function momentsOf(values: Float32Array): { readonly center: number; readonly deviation: number } {
  const center = mean(values);
  const squares = mean(values.map((value) => (value - center) ** 2));
  const spread = Math.sqrt((squares * values.length) / (values.length - 1));
  return { center, deviation: Math.max(LEAST, spread) };
}
