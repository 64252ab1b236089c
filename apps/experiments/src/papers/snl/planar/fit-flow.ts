import { type Key, type Proposal, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { train } from "@ebm/engine";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import { adam, cosineDecay } from "@ebm/optim";
import { type CouplingFlow, couplingFlow } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import { runToEnd } from "../../../training/run-to-end.js";
import { batches } from "../batches.js";

type FlowParams = { readonly conditioners: readonly MlpParams[] };

const [LAYERS, HIDDEN, STEPS] = [8, [32, 32], 2000] as const;

/** A flow of affine couplings on the plane, of maximum likelihood. */
export async function fitFlow(
  points: Matrix,
  { key, signal }: { readonly key: Key; readonly signal: AbortSignal },
): Promise<Proposal> {
  const [order, noise] = split(key, 2);
  const first = split(key, 2 + LAYERS).slice(2);
  const run = train<FlowParams, { x: tf.Tensor2D }>({
    loss: (params, { x }) => tf.neg(tf.mean(flowOf(params).logProb(x))),
    params: {
      conditioners: first.map((key) => initMlp({ key, sizes: [1, ...HIDDEN, 2], zeroLast: true })),
    },
    optimizer: adam({ learningRate: cosineDecay({ from: 3e-3, steps: STEPS }) }),
    batches: batches({ rows: { x: points }, batchSize: 512, normals: {}, keys: { order, noise } }),
    steps: STEPS,
  });
  try {
    await runToEnd(run, { signal });
    return flowOf(run.params());
  } finally {
    await run.dispose();
  }
}

const flowOf = ({ conditioners }: FlowParams): CouplingFlow =>
  couplingFlow({
    dim: 2,
    conditioners: conditioners.map((params) => (kept: tf.Tensor2D) => mlp(params, kept)),
  });
