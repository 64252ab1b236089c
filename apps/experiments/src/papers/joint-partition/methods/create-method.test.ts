import { chiSquared, key, normal, uniform } from "@ebm/core";
import { exactPartition } from "@ebm/joint-partition";
import { labelRankingModel, multilabelModel, type StructuredModel } from "@ebm/models";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { createMethod, type MethodName } from "./create-method.js";
import type { MethodBatch, MethodOptions, MethodParams } from "./method.js";

const LABELS = 3;
const models: readonly (readonly [name: string, experiment: StructuredModel])[] = [
  ["unary", multilabelModel(LABELS, "unary")],
  ["pairwise", multilabelModel(LABELS, "pairwise")],
  ["permutahedron", labelRankingModel(LABELS, "permutahedron")],
  ["birkhoff", labelRankingModel(LABELS, "birkhoff")],
];
const samplerScores = [0.9, -0.6, 0.2];

describe.each(models)("createMethod of the %s model", (_, experiment) => {
  const { structure, isBinary } = experiment;
  const theta = normal(key(1), experiment.scores);
  const members = [...structure.enumerate()];
  const energies = members.map((y) => energyOf(y, theta));
  const observed = 1;
  const own = energies[observed]!;
  const exact = exactPartition(energies);
  const nll = own + exact.logPartition;
  const ofEnergy = (p: ArrayLike<number>): number =>
    members.reduce((sum, _, m) => sum + p[m]! * energies[m]!, 0);

  interface Run extends Partial<MethodOptions> {
    readonly rows?: number;
    /** The value of τ for every x. */
    readonly tau?: number;
  }
  /** The loss at some scores, the same of every x and y, as a function of them. */
  const lossOf = (name: MethodName, { rows = 1, tau = 0, ...options }: Run = {}) => {
    const method = createMethod(name, experiment, { activation: "relu", samples: 1, ...options });
    const noise = Object.entries(method.noise(rows)).map(([each, shape], i) => {
      const size = shape.reduce((a, b) => a * b, 1);
      return [each, tf.tensor(uniform(key(10 + i), size), [...shape])] as const;
    });
    const y = new Array(rows).fill([...members[observed]!]);
    const batch = { x: tf.ones([rows, 1]), y: tf.tensor2d(y), ...Object.fromEntries(noise) };
    return (scores: tf.Tensor): tf.Scalar => {
      const params: MethodParams = {
        scores: constant(scores as tf.Tensor1D),
        logPartition: constant(tf.tensor1d([tau])),
        sampler: constant(tf.pad(tf.tensor1d(samplerScores), [[0, theta.length - LABELS]])),
      };
      return method.loss(params, batch as MethodBatch);
    };
  };
  const valueAt = (name: MethodName, run?: Run): number =>
    tf.tidy(() => lossOf(name, run)(tf.tensor1d(theta)).dataSync()[0]!);

  test("exact MLE is −log p(y), up to log q", () => {
    expectClose(valueAt("exact MLE", { rows: 3 }), nll);
  });

  test("pseudo-likelihood is −Σ log p(y | y or its neighbor)", () => {
    const p = exact.probabilities;
    const near = members.flatMap((y, m) => (areNeighbors(members[observed]!, y) ? [m] : []));
    expect(near).toHaveLength(isBinary ? LABELS : LABELS - 1);
    const sum = near.reduce((sum, m) => sum - Math.log(p[observed]! / (p[observed]! + p[m]!)), 0);
    expectClose(valueAt("pseudo-likelihood", { rows: 2 }), sum);
  });

  test.each<MethodName>(["min-min logistic", "ranking NCE"])(
    "%s nears the exact likelihood as draws grow, τ being exact",
    (name) => {
      const found = valueAt(name, { samples: 10_000, tau: exact.logPartition });
      const chi = exact.probabilities.reduce((sum, p) => sum + members.length * p * p, 0) - 1;
      expect(Math.abs(found - nll)).toBeLessThan(4 * Math.sqrt(chi / 10_000));
    },
  );

  test("min-min sparsemax nears the exact loss as draws grow, τ being exact", () => {
    const sparse = exactPartition(energies, { divergence: chiSquared() });
    const run = { samples: 10_000, tau: sparse.logPartition };
    expectClose(valueAt("min-min sparsemax", run), own + sparse.value, { rtol: 0, atol: 0.1 });
  });

  test("min-max is in the mean the bound by its sampler", () => {
    const r = members.map((y) => ofSampler(y, experiment));
    expectClose(
      r.reduce((a, b) => a + b),
      1,
    );
    const cost = r.map((each, m) => energies[m]! + Math.log(each) + structure.logSize);
    const mean = r.reduce((sum, each, m) => sum + each * cost[m]!, 0);
    const square = r.reduce((sum, each, m) => sum + each * cost[m]! ** 2, 0);
    const found = valueAt("min-max", { rows: 2000 });
    // ten draws a row
    const error = Math.sqrt((square - mean ** 2) / 20_000);
    expect(Math.abs(found - (own - mean))).toBeLessThan(4 * error);
    expect(own - mean).toBeLessThan(nll);
  });

  test("MCMC has energies of the model at the ends of long chains, not of short ones", () => {
    const rows = 1000;
    const contrast = own - ofEnergy(exact.probabilities);
    const spread = ofEnergy(energies.map((e, m) => exact.probabilities[m]! * e));
    const error = Math.sqrt((spread - ofEnergy(exact.probabilities) ** 2) / rows);
    const [short, long] = [1, 30].map((chainSteps) => valueAt("MCMC", { rows, chainSteps }));
    expect(Math.abs(long! - contrast)).toBeLessThan(4 * error);
    expect(Math.abs(short! - contrast)).toBeGreaterThan(4 * error);
  });

  test.each<MethodName>(
    isBinary
      ? ["exact MLE", "pseudo-likelihood", "min-min logistic", "min-min like labels", "ranking NCE"]
      : ["exact MLE", "pseudo-likelihood", "min-min logistic", "ranking NCE"],
  )("%s is right to differentiate in the scores", (name) => {
    const loss = lossOf(name, { rows: 2, samples: 8 });
    expectGradient((scores) => loss(scores), [tf.tensor1d(theta)]);
  });

  function areNeighbors(a: readonly number[], b: readonly number[]): boolean {
    if (isBinary) return a.filter((each, i) => each !== b[i]).length === 1;
    const [one, other] = [a, b].map((y) => [...(experiment.decode(y) as number[])]);
    const moved = one!.filter((rank, i) => rank !== other![i]);
    return moved.length === 2 && Math.abs(moved[0]! - moved[1]!) === 1;
  }
});

describe.each(models.slice(0, 2))("createMethod of the %s model of subsets", (_, experiment) => {
  const theta = normal(key(2), experiment.scores);
  const energies = [...experiment.structure.enumerate()].map((y) => energyOf(y, theta));
  const { probabilities } = exactPartition(energies);

  test("contrastive divergence has energies of the model after a few sweeps", () => {
    const rows = 4000;
    const method = createMethod("contrastive divergence", experiment, {
      activation: "relu",
      samples: 1,
      chainSteps: 5,
    });
    const { uniforms: shape } = method.noise(rows);
    expect(shape).toEqual([5, rows, LABELS]);
    const uniforms = tf.tensor(uniform(key(3), 5 * rows * LABELS), [...shape!]);
    const y = tf.zeros([rows, LABELS]) as tf.Tensor2D;
    const scores = constant(tf.tensor1d(theta));
    const params = { scores, logPartition: [], sampler: [] };
    const found = method.loss(params, { x: tf.ones([rows, 1]), y, uniforms }).dataSync()[0]!;
    const mean = energies.reduce((sum, e, m) => sum + probabilities[m]! * e, 0);
    const square = energies.reduce((sum, e, m) => sum + probabilities[m]! * e * e, 0);
    // the energy of the empty set is 0
    expect(Math.abs(found + mean)).toBeLessThan(4 * Math.sqrt((square - mean ** 2) / rows));
  });
});

test("generalized Fenchel–Young of the pairwise model is the gap to the best of the box", () => {
  const experiment = multilabelModel(2, "pairwise");
  const method = createMethod("generalized Fenchel–Young", experiment, {
    activation: "relu",
    samples: 1,
  });
  const [u, v, w] = [0.3, 0.8, -0.5];
  // E(μ) + ½‖μ‖², convex as |w| < 1, with its minimum inside the box
  const total = (a: number, b: number): number => -u * a - v * b - w * a * b + (a * a + b * b) / 2;
  const [a, b] = [u + w * v, v + w * u].map((each) => each / (1 - w * w)) as [number, number];
  expect(Math.min(a, b)).toBeLessThan(0);
  const least = total(0, v); // a is held at 0, where b is v
  const y = tf.tensor2d([[1, 0]]);
  const loss = (scores: tf.Tensor): tf.Scalar =>
    method.loss(
      { scores: constant(scores as tf.Tensor1D), logPartition: [], sampler: [] },
      { x: tf.ones([1, 1]), y },
    );
  const at = tf.tensor1d([u, v, w]);
  expectClose(loss(at), total(1, 0) - least, { rtol: 1e-4 });
  // −y at the data, μ at the minimum: of u, v and w
  expectClose(tf.grad(loss)(at), [0 - 1, v - 0, 0], { rtol: 1e-4, atol: 1e-4 });
});

test("generalized Fenchel–Young of the unary model has the gradient μ − y", () => {
  const experiment = multilabelModel(4, "unary");
  const options = { activation: "relu", samples: 1 } as const;
  const method = createMethod("generalized Fenchel–Young", experiment, options);
  const batch = { x: tf.ones([1, 1]) as tf.Tensor2D, y: tf.tensor2d([[0, 1, 0, 1]]) };
  const loss = (scores: tf.Tensor): tf.Scalar =>
    method.loss({ scores: constant(scores as tf.Tensor1D), logPartition: [], sampler: [] }, batch);
  const scores = tf.tensor1d([-0.5, 0.3, 0.8, 1.5]);
  expectClose(tf.grad(loss)(scores), [0, 0.3 - 1, 0.8, 0]);
  expectGradient(loss, [scores]);
});

test("createMethod refuses methods of subsets for rankings", () => {
  const options = { activation: "relu", samples: 1 } as const;
  expect(() =>
    createMethod("contrastive divergence", labelRankingModel(3, "permutahedron"), options),
  ).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: createMethod: \`name\` is contrastive divergence, expected a method of rankings.]`,
  );
});

/** −⟨u, y⟩, less Uᵢⱼyᵢyⱼ of the pairs i < j if there are scores for them. */
function energyOf(y: readonly number[], theta: ArrayLike<number>): number {
  const pairs =
    theta.length === y.length ? [] : y.flatMap((a, i) => y.slice(i + 1).map((b) => a * b));
  return [...y, ...pairs].reduce((sum, each, i) => sum - theta[i]! * each, 0);
}

/** A network that gives the same for every x, of one feature. */
function constant(bias: tf.Tensor1D): MethodParams["scores"] {
  return [{ weight: tf.zeros([1, bias.shape[0]]), bias }];
}

/** r(y) of independent bits, or of Plackett and Luce, by its definition. */
function ofSampler(y: readonly number[], { isBinary, decode }: StructuredModel): number {
  if (isBinary) {
    return y.reduce(
      (p, on, i) => p / (1 + Math.exp(on ? -samplerScores[i]! : samplerScores[i]!)),
      1,
    );
  }
  const ranks = Array.from(decode(y));
  const order = ranks.map((_, rank) => ranks.indexOf(rank));
  const weights = order.map((label) => Math.exp(samplerScores[label]!));
  return weights.reduce((p, w, rank) => p * (w / weights.slice(rank).reduce((a, b) => a + b)), 1);
}
