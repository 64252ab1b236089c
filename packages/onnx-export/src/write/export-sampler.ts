import { EbmError, scan, type Tree } from "@ebm/core";
import { encodeModel, type TensorSpec, type Traced, trace } from "@ebm/trace";
import type * as tf from "@tensorflow/tfjs-core";
import { drawInGraph, type NoiseKind } from "./draw-in-graph.js";
import { cardMetadata, type ModelCard } from "./model-card.js";

/** A Markov chain as in @ebm/samplers: pure, with noise as an input. */
export interface SamplerChain<S extends { readonly x: tf.Tensor }, N> {
  start(x: tf.Tensor): S;
  step(state: S, noise: N): S;
}

/** A shape in which one name may be open: `["chains", 4]`. */
export type OpenShape = readonly (number | string)[];

export interface Sampler<S extends { readonly x: tf.Tensor }, N> {
  /** Makes the chain from the values that its energy is conditioned on. */
  chain(given: Readonly<Record<string, tf.Tensor>>): SamplerChain<S, N>;
  /** The shape of the state. */
  readonly shape: OpenShape;
  /** The shape of the noise of one step: one tensor, or several by name. */
  readonly noise: OpenShape | Readonly<Record<string, OpenShape>>;
  /**
   * The distribution of the noise, if the graph draws it by a counter-based generator. The file then
   * takes int32 numbers `seed` and `steps` instead of noise.
   */
  readonly drawn?: NoiseKind;
  /** The inputs that the energy is conditioned on, by name. */
  readonly given?: Readonly<Record<string, TensorSpec>>;
}

/**
 * Exports a sampler as one ONNX file, for any number of steps and chains: one Scan, with the energy
 * and its gradient inside.
 *
 *   start [chains, …], noise [steps, chains, …] → samples [chains, …], and `accepted` [chains], the
 *   sum over steps of the acceptance probability, for chains that can reject.
 *
 * Named noise becomes inputs with these names. With `drawn`, the file takes int32 numbers `seed` and
 * `steps` instead. The documentation of a chain gives the shape and distribution of its noise.
 *
 * @throws {EbmError} If it cannot be traced, or a step depends on the number of steps.
 */
export function exportSampler<S extends { readonly x: tf.Tensor } & Tree, N extends Tree>(
  { chain, shape, noise, drawn, given = {} }: Sampler<S, N>,
  card: ModelCard,
): Uint8Array<ArrayBuffer> {
  const isOne = Array.isArray(noise);
  const noises = (isOne ? { noise } : noise) as Readonly<Record<string, OpenShape>>;
  const float = (of: OpenShape): TensorSpec => ({ shape: of, dtype: "float32" });

  const sample = ({ start, ...inputs }: Record<string, tf.Tensor>): Record<string, tf.Tensor> => {
    const { start: begin, step } = chain(pick(inputs, Object.keys(given)));
    const own = pick(inputs, Object.keys(noises));
    const last = scan(step, begin(start!), (isOne ? own.noise : own) as N);
    const { accepted } = last as { readonly accepted?: tf.Tensor };
    return { samples: last.x, ...(accepted && { accepted }) };
  };
  const encode = (steps: number): Uint8Array<ArrayBuffer> => {
    const slices = Object.entries(noises).map(
      ([name, of]) => [name, float([steps, ...of])] as const,
    );
    const traced = trace(sample, { start: float(shape), ...given, ...Object.fromEntries(slices) });
    const metadata = { output: "samples", ...cardMetadata(card) };
    const description = "Draws of Markov chains that leave the model invariant, or nearly.";
    return encodeModel(openSteps(traced, Object.keys(noises)), {
      name: "samples",
      description,
      metadata,
    });
  };
  const [bytes, other] = [encode(3), encode(4)];
  if (bytes.length !== other.length || bytes.some((byte, i) => byte !== other[i])) {
    throw new EbmError(
      "exportSampler: the graph changes with the number of steps, expected equal steps.",
    );
  }
  return drawn ? drawInGraph(bytes, { noises: Object.keys(noises), kind: drawn }) : bytes;
}

/** Opens the first axis of each noise. A Scan takes any number of slices. */
function openSteps({ axisName, ...traced }: Traced, noises: readonly string[]): Traced {
  const values = new Set(noises.map((name) => traced.inputs[name]));
  return {
    ...traced,
    axisName: (value, axis) =>
      axis === 0 && values.has(value) ? "steps" : axisName?.(value, axis),
  };
}

function pick(
  inputs: Readonly<Record<string, tf.Tensor>>,
  names: readonly string[],
): Record<string, tf.Tensor> {
  return Object.fromEntries(names.map((name) => [name, inputs[name]!]));
}
