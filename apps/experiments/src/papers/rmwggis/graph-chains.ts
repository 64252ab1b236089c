import { type Key, split, uniform } from "@ebm/core";
import { decodeGraphs, type Graph } from "@ebm/datasets";
import type { Training } from "@ebm/engine";
import { gibbs } from "@ebm/samplers";
import * as tf from "@tensorflow/tfjs-core";
import { gibbsSweeps } from "./gibbs-sweeps.js";
import { type GraphEnergyParams, graphEnergy } from "./graph-energy.js";

export interface GraphChainsInputs {
  readonly run: Training<GraphEnergyParams>;
  /** The graphs whose numbers of nodes and density the chains start from. */
  readonly like: readonly Graph[];
  /** The largest number of nodes of a graph. */
  readonly nodes: number;
  readonly chains: number;
  readonly sweeps: number;
  /** The inverse temperature β: the chains sample exp(−β·E). */
  readonly beta: number;
  readonly key: Key;
  readonly signal: AbortSignal;
}

type Inputs = {
  readonly x: tf.Tensor2D;
  readonly uniforms: tf.Tensor2D;
  /** 1 for each pair with a node that the graph does not have. The shape of x. */
  readonly outside: tf.Tensor2D;
  /** The number of nodes that each graph should have. Shape [chains]. */
  readonly counts: tf.Tensor1D;
  readonly beta: tf.Scalar;
};

/** The energy of each missing or extra node: more than any other energy. */
const FORBIDDEN = 1000;

/**
 * Runs chains of Gibbs sampling that start with random edges, and returns their last graphs. Each
 * chain takes its number of nodes from a graph sampled from `like`. Each of these nodes must keep
 * an edge, so the chain samples the model's distribution given its nodes.
 */
export async function graphChains(inputs: GraphChainsInputs): Promise<readonly Graph[]> {
  const { run, like, nodes, chains, sweeps, key, signal } = inputs;
  const [which, first, forSweeps] = split(key, 3);
  const pairs = pairsOf(nodes);
  const oneHot = (ends: number[]) => tf.oneHot(tf.tensor1d(ends, "int32"), nodes);
  const sweep = run.compile((params, { x, uniforms, outside, counts, beta }: Inputs) => {
    const { energy } = graphEnergy(params, { nodes });
    const ends = tf.add(oneHot(pairs.map(([a]) => a!)), oneHot(pairs.map(([, b]) => b!)));
    const chain = gibbs((x: tf.Tensor2D) => {
      const present = tf.sum(tf.minimum(tf.matMul(x, ends as tf.Tensor2D), 1), 1);
      const missing = tf.abs(tf.sub(counts, present));
      const wrong = tf.add(tf.sum(tf.mul(x, outside), 1), missing);
      return tf.add(tf.mul(beta, energy(x)), tf.mul(FORBIDDEN, wrong));
    });
    return { next: chain.step(chain.start(x), uniforms).x };
  });

  const models = Array.from(
    uniform(which, chains),
    (u) => like[Math.floor(u * like.length)] as Graph,
  );
  const inside = models.flatMap((graph) => pairs.map(([, b]) => (b! < graph.nodes ? 1 : 0)));
  const outside = Float32Array.from(inside, (is) => 1 - is);
  const data = uniform(first, inside.length).map((u, i) => {
    const { nodes: n, edges } = models[Math.floor(i / pairs.length)]!;
    return u * n * (n - 1) < edges.length * inside[i]! ? 1 : 0;
  });
  const shape = [chains, pairs.length] as const;
  const constants = {
    outside: { data: outside, shape },
    counts: { data: Float32Array.from(models, (graph) => graph.nodes), shape: [chains] as const },
    beta: { data: Float32Array.of(inputs.beta), shape: [] as const },
  };
  const ends = await gibbsSweeps({
    sweep: (feeds) => sweep({ ...feeds, ...constants }),
    x: { data, shape },
    sweeps,
    key: forSweeps,
    signal,
  });
  return decodeGraphs(ends);
}

/** Returns the pairs i < j in the order of the bits. */
function pairsOf(nodes: number): readonly (readonly number[])[] {
  const all = Array.from({ length: nodes }, (_, node) => node);
  return all.flatMap((i) => all.slice(i + 1).map((j) => [i, j]));
}
