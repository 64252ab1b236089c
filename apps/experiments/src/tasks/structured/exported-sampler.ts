import { foldIn, scan, uniform } from "@ebm/core";
import type { ModelParams } from "@ebm/models";
import { mlp } from "@ebm/nn";
import { exportSampler, type ModelCard, type Sampler } from "@ebm/onnx-export";
import { gibbsWithGradients, metropolis } from "@ebm/samplers";
import type * as tf from "@tensorflow/tfjs-core";
import type { Artifact } from "../../export/artifact.js";
import { randomInputs } from "./random-inputs.js";
import type { StructuredInstance } from "./structured-instance.js";

/** Number of steps in the verification. */
const STEPS = 10;

/**
 * Creates Markov chains on p(y|x) ∝ exp(−E), as logistic losses train it. Subsets of labels use
 * Gibbs with gradients, other structures use elementary moves.
 */
export function exportedSampler(
  instance: StructuredInstance,
  { params, card }: { readonly params: ModelParams; readonly card: ModelCard },
): Artifact {
  const { model } = instance;
  const { dim } = model.structure;
  const sampler = model.isBinary ? flips(instance, params) : moves(instance, params);
  const noises = Object.entries(sampler.noise as Readonly<Record<string, readonly unknown[]>>);
  const bytes = exportSampler(
    {
      ...sampler,
      shape: ["batch", dim],
      given: { x: { shape: ["batch", instance.features], dtype: "float32" } },
    } as Sampler<{ x: tf.Tensor }, Record<string, tf.Tensor>>,
    card,
  );
  const inputs = randomInputs(instance);
  return {
    file: "sampler.onnx",
    bytes,
    proof: {
      reference({ start, x, ...noise }) {
        const chain = sampler.chain({ x: x! });
        const last = scan(chain.step as never, chain.start(start!) as never, noise as never);
        const { x: samples, accepted } = last as { x: tf.Tensor; accepted: tf.Tensor };
        return { samples, accepted };
      },
      sample(key, batch) {
        const { x, y } = inputs(foldIn(key, 0), batch);
        const drawn = noises.map(([name, [, ...sizes]], i) => {
          const shape = [STEPS, batch, ...(sizes as number[])];
          const size = shape.reduce((product, axis) => product * axis, 1);
          return [name, { data: uniform(foldIn(key, i + 1), size), shape }] as const;
        });
        return { start: y!, x: x!, ...Object.fromEntries(drawn) };
      },
    },
  };
}

type Chained = Pick<Sampler<{ x: tf.Tensor }, never>, "noise"> & {
  chain(given: Readonly<Record<string, tf.Tensor>>): {
    start(x: tf.Tensor): unknown;
    step(state: never, noise: never): unknown;
  };
};

function flips(instance: StructuredInstance, params: ModelParams): Chained {
  return {
    noise: { uniforms: ["batch", 2] },
    chain: ({ x }) => {
      const { start, step } = gibbsWithGradients(energyGiven(instance, params, x as tf.Tensor2D));
      return {
        start: (y) => start(y as tf.Tensor2D),
        step: (state, { uniforms }: { uniforms: tf.Tensor }) => step(state, uniforms),
      };
    },
  };
}

function moves(instance: StructuredInstance, params: ModelParams): Chained {
  const { structure } = instance.model;
  return {
    noise: { move: ["batch", structure.proposalNoiseDim], uniforms: ["batch"] },
    chain: ({ x }) =>
      metropolis({
        energy: energyGiven(instance, params, x as tf.Tensor2D),
        propose: (y: tf.Tensor2D, uniforms: tf.Tensor2D) => structure.propose({ y, uniforms }),
      }) as ReturnType<Chained["chain"]>,
  };
}

/** Returns E(x, ·) of features x. The network runs once, before the chain. */
function energyGiven(
  { config, model }: StructuredInstance,
  params: ModelParams,
  x: tf.Tensor2D,
): (y: tf.Tensor2D) => tf.Tensor1D {
  const scores = mlp(params.scores, x, { activation: config.activation });
  return (y) => model.energy(scores, y);
}
