import { key, logMeanExp, normal, split } from "@ebm/core";
import { adam, type Optimizer, sgd } from "@ebm/optim";
import { gaussian, importanceLoss, movingLogNormalizer, snlLoss } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { minibatches } from "../../training/minibatches.js";
import { trainToEnd } from "../../training/train-to-end.js";

/** E(x) = −θ₁ x − θ₂ x², whose log Z is known, and b. */
type Params = { readonly theta: tf.Tensor1D; readonly b: tf.Scalar };
type Batch = { readonly x: tf.Tensor2D; readonly normals: tf.Tensor2D };

const [MEAN, DEVIATION] = [1, 0.8];
const [points, order, noise] = split(key(11), 3);
const x = {
  data: normal(points, 4000).map((z) => MEAN + DEVIATION * z),
  shape: [4000, 1] as const,
};
const q = gaussian({ mean: [0.5], factor: [[1.5]], whitener: [[1 / 1.5]] });

const logNormalizer = ([one, two]: readonly number[]): number =>
  one! ** 2 / (-4 * two!) + Math.log(-Math.PI / two!) / 2;

const energy = ({ theta }: Params, x: tf.Tensor2D): tf.Tensor1D =>
  tf.neg(tf.sum(tf.mul(tf.concat([x, tf.square(x)], 1), theta), 1));

function inputsOf(params: Params, { x, normals }: Batch) {
  const y = q.sample(normals);
  const [sampleEnergy, sampleLogProb] = [energy(params, y), q.logProb(y)];
  const estimate = logMeanExp<tf.Scalar>(tf.neg(tf.add(sampleEnergy, sampleLogProb)));
  return { dataEnergy: energy(params, x), sampleEnergy, sampleLogProb, estimate };
}

function byGradient(params: Params, batch: Batch): tf.Scalar {
  return snlLoss({ ...inputsOf(params, batch), logNormalizer: params.b });
}

const byMovingAverage =
  (weight = 1) =>
  (params: Params, batch: Batch): tf.Scalar => {
    const { estimate, ...inputs } = inputsOf(params, batch);
    const moved = movingLogNormalizer({ logNormalizer: params.b, estimate }, { rate: 0.1 });
    const loss = snlLoss({ ...inputs, logNormalizer: moved });
    return tf.add(tf.mul(loss, weight), tf.mul(tf.squaredDifference(params.b, moved), 0.5));
  };

function inClosedForm(params: Params, batch: Batch): tf.Scalar {
  return importanceLoss(inputsOf(params, batch));
}

async function trained(
  loss: (params: Params, batch: Batch) => tf.Scalar,
  { b = 0, steps = 600, optimizer = adam({ learningRate: 0.02 }) as Optimizer } = {},
): Promise<{ theta: readonly number[]; b: number; losses: number[] }> {
  const losses: number[] = [];
  const { run } = await trainToEnd<Params, Batch>(
    {
      loss,
      params: { theta: tf.tensor1d([0, -0.5]), b: tf.scalar(b) },
      optimizer,
      batches: minibatches({
        rows: { x },
        batchSize: 256,
        normals: { normals: [256, 1] },
        keys: { order, noise },
      }),
      steps,
    },
    {
      signal: new AbortController().signal,
      watch:
        () =>
        ({ loss }) =>
          void losses.push(loss),
    },
  );
  const params = run.params();
  const found = { theta: [...params.theta.dataSync()], b: params.b.dataSync()[0]!, losses };
  await run.dispose();
  return found;
}

test.each([
  ["by gradient", byGradient],
  ["by a moving average", byMovingAverage()],
  ["in closed form", inClosedForm],
])("a trainer learns the likeliest energy, and b %s", async (name, loss) => {
  const { theta, b } = await trained(loss);
  expect(Math.abs(theta[0]! / (-2 * theta[1]!) - MEAN)).toBeLessThan(0.1);
  expect(Math.abs(1 / Math.sqrt(-2 * theta[1]!) - DEVIATION)).toBeLessThan(0.05);
  // that of a batch is in no parameter
  if (name === "in closed form") expect(b).toBe(0);
  else expect(Math.abs(b - logNormalizer(theta))).toBeLessThan(0.1);
});

test("gradient descent at rate 1 makes b the moving average itself", async () => {
  const { b, losses } = await trained(byMovingAverage(0), {
    b: 3,
    steps: 100,
    optimizer: sgd({ learningRate: 1 }),
  });
  const exact = logNormalizer([0, -0.5]);
  expect(Math.abs(b - exact)).toBeLessThan(0.05);
  // the mean of e^b falls by a tenth of its distance to Ẑ
  const first = Math.log(0.9 * Math.exp(3) + 0.1 * Math.exp(exact));
  expect(Math.sqrt(2 * losses[0]!)).toBeCloseTo(3 - first, 2);
});

test("a moving average recovers from a b that is far too low, where the gradient overflows", async () => {
  const options = { b: -100, optimizer: sgd({ learningRate: 1 }) };
  const { b, theta } = await trained(byMovingAverage(0.02), options);
  expect(Math.abs(b - logNormalizer(theta))).toBeLessThan(0.1);
  await expect(trained(byGradient, options)).rejects.toThrow("expected a finite number");
});
