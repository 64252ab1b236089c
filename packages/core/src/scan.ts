import * as tf from "@tensorflow/tfjs-core";
import { EbmError, ShapeError } from "./errors.js";
import { leaves, mapTree, namedLeaves, type Tree, withLeaves } from "./tree.js";

/**
 * Runs a fixed number of steps, each with its own noise: a sampler, or an unrolled optimizer,
 *
 *   stateₜ₊₁ = step(stateₜ, noiseₜ),   t = 0, …, steps − 1.
 *
 * Tensors that `step` captures from its scope are the same at every step. When traced, the loop is
 * one ONNX Scan, however many steps it has. Under a gradient it is unrolled, so that it can be
 * differentiated.
 *
 * @param noise Tensors whose first axis is the step. Shapes [steps, …].
 * @returns The last state, with the structure, shapes and dtypes of the first.
 *
 * @throws {EbmError} If the noise has no steps in common, or a step changes a shape or dtype.
 */
export function scan<S extends Tree, N extends Tree>(
  step: (state: S, noise: N) => S,
  state: S,
  noise: N,
): S {
  const steps = stepsOf(noise);
  const body = (states: readonly tf.Tensor[], slices: readonly tf.Tensor[]): tf.Tensor[] => {
    const next = step(withLeaves(state, states), withLeaves(noise, slices));
    checkState(state, next);
    return leaves(next);
  };

  const { backend, state: engineState } = tf.engine();
  if (isScanning(backend) && engineState.gradientDepth === 0 && steps > 0) {
    return withLeaves(state, backend.scan(body, leaves(state), leaves(noise)));
  }
  const at = (t: number) => (x: tf.Tensor) => tf.reshape(tf.slice(x, t, 1), x.shape.slice(1));
  const slices = (t: number): tf.Tensor[] => leaves(mapTree(noise, at(t)));
  let states = leaves(mapTree(state, (x) => tf.clone(x)));
  for (let t = 0; t < steps; t++) {
    const before = states;
    states = tf.tidy(() => body(before, slices(t)));
    // A gradient frees intermediate tensors by itself.
    if (engineState.gradientDepth === 0) tf.dispose(before.filter((x) => !states.includes(x)));
  }
  return withLeaves(state, states);
}

/** A backend that records a loop as one operation. */
export interface ScanningBackend {
  scan(
    body: (states: readonly tf.Tensor[], slices: readonly tf.Tensor[]) => tf.Tensor[],
    states: readonly tf.Tensor[],
    noise: readonly tf.Tensor[],
  ): tf.Tensor[];
}

function isScanning(backend: object): backend is ScanningBackend {
  return "scan" in backend;
}

function stepsOf(noise: Tree): number {
  const named = namedLeaves(noise);
  const steps = named[0]?.[1].shape[0];
  for (const [path, { shape }] of named) {
    if (steps !== undefined && shape[0] === steps) continue;
    throw new ShapeError(
      `scan: \`noise${path && `.${path}`}\` has shape [${shape.join(", ")}], expected [${steps ?? "steps"}, …].`,
    );
  }
  if (steps === undefined)
    throw new EbmError("scan: `noise` has no tensors, expected one or more.");
  return steps;
}

function checkState(before: Tree, after: Tree): void {
  const next = new Map(namedLeaves(after));
  for (const [path, { shape, dtype }] of namedLeaves(before)) {
    const found = next.get(path);
    if (found?.dtype === dtype && found.shape.join() === shape.join()) continue;
    const actual = found ? `${found.dtype} of shape [${found.shape.join(", ")}]` : "nothing";
    throw new ShapeError(
      `scan: \`step\` returned ${actual} for \`state${path && `.${path}`}\`, expected ${dtype} of shape [${shape.join(", ")}].`,
    );
  }
}
