import { type Key, type Proposal, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import { type CouplingFlow, couplingFlow } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import { minibatches } from "../../../training/minibatches.js";
import { optimizer } from "../../../training/optimizer.js";
import { trainToEnd } from "../../../training/train-to-end.js";

type FlowParams = { readonly conditioners: readonly MlpParams[] };

const [LAYERS, HIDDEN, STEPS] = [8, [32, 32], 2000] as const;

/** Fits a flow of affine couplings on the plane by maximum likelihood. */
export async function fitFlow(
  points: Matrix,
  { key, signal }: { readonly key: Key; readonly signal: AbortSignal },
): Promise<Proposal> {
  const [order, noise] = split(key, 2);
  const first = split(key, 2 + LAYERS).slice(2);
  const { run } = await trainToEnd<FlowParams, { x: tf.Tensor2D }>(
    {
      loss: (params, { x }) => tf.neg(tf.mean(flowOf(params).logProb(x))),
      params: {
        conditioners: first.map((key) =>
          initMlp({ key, sizes: [1, ...HIDDEN, 2], zeroLast: true }),
        ),
      },
      optimizer: optimizer({ learningRate: 3e-3, steps: STEPS }),
      batches: minibatches({ rows: { x: points }, batchSize: 512, keys: { order, noise } }),
      steps: STEPS,
    },
    { signal },
  );
  const params = run.params();
  await run.dispose();
  return flowOf(params);
}

const flowOf = ({ conditioners }: FlowParams): CouplingFlow =>
  couplingFlow({
    dim: 2,
    conditioners: conditioners.map((params) => (kept: tf.Tensor2D) => mlp(params, kept)),
  });
