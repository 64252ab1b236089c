import {
  capped,
  chiSquared,
  jensenShannon,
  key,
  kl,
  logMeanExp,
  logSoftmax,
  normal,
  reverseKl,
  squaredHellinger,
  tsallis,
  uniform,
  valueAndGrad,
} from "@ebm/core";
import { densityRatio, jointPartitionLoss, logProb } from "@ebm/joint-partition";
import { initMlp, logPartitionNetwork, mlp, pairwiseEnergy, unaryEnergy } from "@ebm/nn";
import { assignments, hypercube, permutations } from "@ebm/structures";
import * as tf from "@tensorflow/tfjs-core";
import { describe, test } from "vitest";
import {
  expectParity,
  expectSame,
  openTraced,
} from "../../../packages/trace/test/expect-parity.js";

type Inputs = Record<string, tf.Tensor>;
type Case = readonly [
  name: string,
  f: (inputs: Inputs) => Record<string, tf.Tensor>,
  inputs: Inputs,
];

let seed = 0;
const sizeOf = (shape: number[]): number => shape.reduce((a, b) => a * b, 1);
const floats = (...shape: number[]): tf.Tensor =>
  tf.keep(tf.tensor(normal(key(++seed), sizeOf(shape)), shape));
const uniforms = (...shape: number[]): tf.Tensor =>
  tf.keep(tf.tensor(uniform(key(++seed), sizeOf(shape)), shape));

/** f, its gradient in x, and its Hessian times v: a scalar function at three orders. */
const orders =
  (f: (x: tf.Tensor, inputs: Inputs) => tf.Tensor) =>
  ({ x, v, ...rest }: Inputs): Record<string, tf.Tensor> => {
    const gradient = (at: tf.Tensor): tf.Tensor =>
      valueAndGrad((z: tf.Tensor) => tf.sum(f(z, rest)))(at).grad;
    return {
      value: f(x!, rest),
      gradient: gradient(x!),
      hessian: valueAndGrad((z: tf.Tensor) => tf.sum(tf.mul(gradient(z), v!)))(x!).grad,
    };
  };

const structures = [
  hypercube(5),
  permutations(4),
  permutations(1),
  permutations(9),
  assignments(3),
];
const structureCases = structures.flatMap(
  ({ name, dim, noiseDim, sample, argmax, logPartition }): Case[] => [
    [`${name}.sample`, ({ u }) => ({ y: sample(u as tf.Tensor2D) }), { u: uniforms(4, noiseDim) }],
    [
      `${name}.logPartition`,
      orders((scores) => logPartition!(scores as tf.Tensor2D)),
      { x: floats(4, dim), v: floats(4, dim) },
    ],
    // The assignments' argmax is a solver on the host, which nothing compiles.
    ...(name.startsWith("assignments")
      ? []
      : [
          [
            `${name}.argmax`,
            ({ x }: Inputs) => ({ y: argmax(x as tf.Tensor2D) }),
            { x: floats(4, dim) },
          ] as Case,
        ]),
  ],
);

const divergences = [
  kl(),
  chiSquared(),
  tsallis(1.5),
  tsallis(2.5),
  capped(kl(), 3),
  capped(reverseKl(), 0.5),
  capped(jensenShannon(), 0.5),
  capped(squaredHellinger(), 0.5),
];
const lossCases = divergences.map(
  (divergence): Case => [
    `jointPartitionLoss, ${divergence.name}`,
    (inputs) => {
      const { dataEnergy, sampleEnergy, logPartition } = inputs as {
        dataEnergy: tf.Tensor1D;
        sampleEnergy: tf.Tensor2D;
        logPartition: tf.Tensor1D;
      };
      const all = { dataEnergy, sampleEnergy, logPartition };
      const { value, grad } = valueAndGrad((x: typeof all) =>
        jointPartitionLoss(x, { divergence }),
      )(all);
      return {
        loss: value,
        ofData: grad.dataEnergy,
        ofSamples: grad.sampleEnergy,
        ofLogPartition: grad.logPartition,
        ratio: densityRatio({ sampleEnergy, logPartition }, { divergence }),
        logProb: logProb({ energy: dataEnergy, logPartition, logPrior: -2 }),
      };
    },
    { dataEnergy: floats(6), sampleEnergy: floats(6, 8), logPartition: floats(6) },
  ],
);

const networkCases = (["relu", "elu", "tanh", "swish", "softplus"] as const).map(
  (activation): Case => {
    const params = initMlp({ key: key(1), sizes: [3, 8, 4, 1], activation });
    return [
      `mlp, ${activation}`,
      (inputs) => ({
        ...orders((x) => mlp(params, x as tf.Tensor2D, { activation }))(inputs),
        scalar: logPartitionNetwork(params, inputs.x as tf.Tensor2D, { activation }),
      }),
      { x: floats(5, 3), v: floats(5, 3) },
    ];
  },
);

const shared = floats(1, 7, 4) as tf.Tensor3D;
const energies = { unaryEnergy: [unaryEnergy, 4], pairwiseEnergy: [pairwiseEnergy, 10] } as const;
const energyCases = Object.entries(energies).flatMap(([name, [energy, width]]): Case[] => {
  const inputs = {
    x: floats(5, width),
    v: floats(5, width),
    y: floats(5, 4),
    draws: floats(5, 7, 4),
  };
  return [
    [`${name} of pairs`, orders((s, { y }) => energy(s as tf.Tensor2D, y as tf.Tensor2D)), inputs],
    [
      `${name} of draws`,
      orders((s, { draws }) => tf.square(energy(s as tf.Tensor2D, draws as tf.Tensor3D))),
      inputs,
    ],
    [`${name} of shared draws`, orders((s) => tf.square(energy(s as tf.Tensor2D, shared))), inputs],
  ];
});

const numericCases: Case[] = [
  ["logMeanExp", orders((x) => logMeanExp(x, 1)), { x: floats(4, 3), v: floats(4, 3) }],
  ["logSoftmax", orders((x) => logSoftmax(x)), { x: floats(4, 3), v: floats(4, 3) }],
  ["logSumExp", orders((x) => tf.logSumExp(x, 1)), { x: floats(4, 3), v: floats(4, 3) }],
  ["softmax", orders((x) => tf.softmax(x)), { x: floats(4, 3), v: floats(4, 3) }],
  [
    "products",
    orders((x) => tf.matMul(tf.square(x), x, true)),
    { x: floats(4, 3), v: floats(4, 3) },
  ],
];

describe("compiled and eager agree, with gradients, at a fixed batch and at an open one", () => {
  const cases = [...structureCases, ...lossCases, ...networkCases, ...energyCases, ...numericCases];
  test.each(cases)("%s", async (_, f, inputs) => {
    await expectParity(f, inputs);

    const open = Object.entries(inputs).map(([name, { shape, dtype }]) => [
      name,
      { shape: ["batch", ...shape.slice(1)], dtype },
    ]);
    const session = await openTraced(f, Object.fromEntries(open));
    for (const batch of [1, 2, 3, 7]) {
      const rows = Object.entries(inputs).map(([name, x]) => [name, repeated(x, batch)]);
      await expectSame(session, f, Object.fromEntries(rows));
    }
    await session.release();
  });
});

/** As many rows as asked, going through those of a tensor again and again. */
function repeated(x: tf.Tensor, rows: number): tf.Tensor {
  const at = Int32Array.from({ length: rows }, (_, i) => i % x.shape[0]!);
  return tf.gather(x, tf.tensor1d(at, "int32"));
}
