import { key } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import * as snl from "./index.js";

const points = { data: [0, 1, 2, 5, 3, 3], shape: [3, 2] as const };
const fit = snl.fitGaussianMixture(points, { components: 1, key: key(1) });
const unit = snl.gaussian({ mean: [0], factor: [[1]], whitener: [[1]] });
const two = tf.tensor2d([[1], [2]]);
const square = ({ data }: { readonly data: Float32Array }) => data.map((x) => x * x);
const weights = { dataEnergy: [1, 2], logWeights: [[0, 0]], logNormalizer: [0] };

/** As from JavaScript, where nothing is checked before it is run. */
const untyped = <T>(value: unknown): T => value as T;

test.each<[message: string, run: () => unknown]>([
  [
    "fitGaussian: `points` is an array, expected { data, shape: [rows, columns] }.",
    () => snl.fitGaussian(untyped([[0], [1]])),
  ],
  [
    "fitGaussian: `points` is an object, expected { data, shape: [rows, columns] }.",
    () => snl.fitGaussian(untyped(two)),
  ],
  [
    "scottBandwidth: `points` has 3 numbers of shape [1.5, 2], expected rows·dim numbers and at least one row.",
    () => snl.scottBandwidth({ data: [1, 2, 3], shape: [1.5, 2] }),
  ],
  [
    "scottBandwidth: `points` has 0.1 in every row of coordinate 1, expected different numbers.",
    () => snl.scottBandwidth({ data: [0, 0.1, 1, 0.1, 2, 0.1], shape: [3, 2] }),
  ],
  [
    'fitGaussian: `covariance` is spherical, expected "full" or "diagonal".',
    () => snl.fitGaussian(points, { covariance: untyped("spherical") }),
  ],
  [
    "fitGaussianMixture: `ridge` is -1, expected a number of at least 0.",
    () => snl.fitGaussianMixture(points, { components: 1, key: key(1), ridge: -1 }),
  ],
  [
    "fitStudentT: `iterations` is NaN, expected an integer of at least 0.",
    () => snl.fitStudentT(points, { iterations: Number.NaN }),
  ],
  [
    "fitUniformBox: `margin` is NaN, expected a number of at least 0.",
    () => snl.fitUniformBox(points, { margin: Number.NaN }),
  ],
  [
    "adaptGaussianMixture: `points` has shape [3, 1], expected [3, 2] as `logWeights` and `mixture`.",
    () =>
      snl.adaptGaussianMixture({
        mixture: fit,
        points: { data: [1, 2, 3], shape: [3, 1] },
        logWeights: [0, 0, 0],
      }),
  ],
  [
    "uniformBox: `low` is [0] and `high` [1], expected arrays of equally many finite numbers, with each low below its high.",
    () => snl.uniformBox({ low: untyped(0), high: untyped(1) }),
  ],
  [
    "kernelDensity: `bandwidth` has 0, expected positive numbers.",
    () => snl.kernelDensity({ points, bandwidth: [0, 1] }),
  ],
  [
    "studentT: `scale` has -1, expected positive numbers.",
    () => snl.studentT({ location: [0], scale: [-1], degrees: [3] }),
  ],
  [
    "gaussian: `whitener` is undefined, expected a tensor or an array of numbers.",
    () => snl.gaussian({ mean: [0], factor: [[1]], whitener: untyped(undefined) }).logProb(two),
  ],
  [
    "mixtureDensity: `components` is 0, expected an integer of at least 1.",
    () => snl.mixtureDensity(tf.zeros([2, 0]), { components: 0, dim: 1 }),
  ],
  [
    "couplingFlow: `z` has shape [2, 1], expected [batch, 2].",
    () => snl.couplingFlow({ dim: 2, conditioners: [] }).forward(two),
  ],
  [
    "tiltedEnergy: `f` has shape [2, 1], expected [2].",
    () => snl.tiltedEnergy((x: tf.Tensor2D) => untyped<tf.Tensor1D>(x), unit)(two),
  ],
  [
    "scoreMatchingLoss: `energy` has shape [2, 1], expected [2].",
    () =>
      snl.scoreMatchingLoss(
        untyped((x: tf.Tensor2D) => tf.square(x)),
        two,
      ),
  ],
  [
    "slicedScoreMatchingLoss: `x` has dtype int32, expected float32.",
    () =>
      snl.slicedScoreMatchingLoss((x) => tf.sum(x, 1), {
        x: tf.cast(two, "int32"),
        directions: two,
      }),
  ],
  [
    "denoisingScoreMatchingLoss: `deviation` is Infinity, expected a positive number.",
    () =>
      snl.denoisingScoreMatchingLoss(
        (x) => tf.sum(x, 1),
        { x: two, normals: two },
        { deviation: Infinity },
      ),
  ],
  [
    "movingLogNormalizer: `logNormalizer` is 0, expected [].",
    () => snl.movingLogNormalizer({ logNormalizer: untyped(0), estimate: tf.scalar(0) }),
  ],
  [
    "importanceLoss: `sampleEnergy` is undefined, expected [batch, samples] where batch = 1.",
    () =>
      snl.importanceLoss({
        dataEnergy: tf.zeros<tf.Rank.R1>([1]),
        sampleEnergy: untyped<tf.Tensor1D>(undefined),
        sampleLogProb: tf.zeros<tf.Rank.R1>([1]),
      }),
  ],
  [
    "weightDiagnostics: `logWeights` is an object, expected an array.",
    () => snl.weightDiagnostics(untyped(two)),
  ],
  [
    "logNormalizerEstimate: `chunks` has 0, expected arrays: pass [logWeights] for one array.",
    () => snl.logNormalizerEstimate(untyped(new Float32Array(3))),
  ],
  [
    "likelihoodBracket: `dataEnergy` has NaN, expected numbers.",
    () => snl.likelihoodBracket({ ...weights, dataEnergy: [1, Number.NaN] }),
  ],
  [
    "likelihoodBracket: `logWeights[0]` has 0 entries with log-sum-exp -Infinity, expected a finite number.",
    () => snl.likelihoodBracket({ ...weights, logWeights: [[]] }),
  ],
])("%s", (message, run) => {
  expect(run).toThrow(expect.objectContaining({ message }));
});

test.each([
  [
    "exactLogNormalizer: `low` is [1] and `high` [0], expected arrays of equally many finite numbers, with each low below its high.",
    () => snl.exactLogNormalizer(square, { low: [1], high: [0] }),
  ],
  [
    "exactLogNormalizer: `chunk` is 0, expected an integer of at least 1.",
    () => snl.exactLogNormalizer(square, { low: [0], high: [1] }, { chunk: 0 }),
  ],
  [
    "exactLogNormalizer: `energy` returned NaN at [0.5], expected a number above −Infinity.",
    () =>
      snl.exactLogNormalizer(
        ({ data }) => data.map((x) => (x === 0.5 ? Number.NaN : 0)),
        { low: [0], high: [1] },
        { points: 3 },
      ),
  ],
])("%s", async (message, run) => {
  await expect(run()).rejects.toThrow(expect.objectContaining({ message }));
});
