import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";
import type { Tolerance } from "./expect-close.js";

type Differentiable = (...xs: tf.Tensor[]) => tf.Tensor;

export interface GradientOptions extends Tolerance {
  /** The order: 1 checks the gradient of f, 2 the gradient of its gradient, and so on. */
  readonly order?: number;
  /** The step of the finite differences, within which f must be smooth. */
  readonly step?: number;
}

/**
 * Asserts that the gradient of f at xs agrees with finite differences, along three directions.
 *
 * f may return any shape: its entries are weighted, and summed in float64. Central differences D at
 * h and h/2 are extrapolated to (4·D(h/2) − D(h)) / 3. The error is O(h⁴), and in float32 about
 * 10⁻⁶·|f| at the default step.
 */
export function expectGradient(
  f: Differentiable,
  xs: readonly tf.Tensor[],
  { order = 1, step = 1 / 16, rtol = 5e-4, atol = 5e-4 }: GradientOptions = {},
): void {
  tf.tidy(() => {
    const g = gradientOf(f, order - 1);
    const weights = scatter(g(...xs).shape, 0);
    const gradient = gradients(g, xs, weights);

    for (const direction of [1, 2, 3]) {
      const ways = xs.map(({ shape }, i) => scatter(shape, 10 * direction + i));
      const moved = (t: number): tf.Tensor[] => xs.map((x, i) => tf.add(x, tf.mul(ways[i]!, t)));
      const slopes = (h: number): [byGradient: number, byDifference: number] => {
        const [ahead, behind] = [moved(h), moved(-h)];
        // the steps that float32 took, not the requested ones
        const taken = xs.map(
          (_, i) => dot(gradient[i]!, ahead[i]!) - dot(gradient[i]!, behind[i]!),
        );
        const rise = dot(weights, g(...ahead)) - dot(weights, g(...behind));
        return [taken.reduce((sum, x) => sum + x, 0) / (2 * h), rise / (2 * h)];
      };
      const [coarse, fine] = [slopes(step), slopes(step / 2)];
      const [actual, expected] = [0, 1].map((i) => (4 * fine[i]! - coarse[i]!) / 3) as [
        number,
        number,
      ];
      if (!(Math.abs(actual - expected) <= atol + rtol * Math.abs(expected))) {
        expect.fail(
          `the order ${order} gradient along direction ${direction} is ${actual}, ` +
            `and by finite differences ${expected}, within ${atol} + ${rtol}·|${expected}|`,
        );
      }
    }
  });
}

/** Asserts the same for the gradient of the gradient: products with the Hessian of f. */
export function expectSecondGradient(
  f: Differentiable,
  xs: readonly tf.Tensor[],
  options: Omit<GradientOptions, "order"> = {},
): void {
  expectGradient(f, xs, { ...options, order: 2 });
}

/** Returns the weighted gradient of f as one vector, applied `times` times. */
function gradientOf(f: Differentiable, times: number): Differentiable {
  if (times === 0) return f;
  const g = gradientOf(f, times - 1);
  return (...xs) => {
    const weights = scatter(g(...xs).shape, 100 * times);
    return tf.concat(gradients(g, xs, weights).map((dx) => tf.reshape(dx, [-1])));
  };
}

function gradients(f: Differentiable, xs: readonly tf.Tensor[], dy: tf.Tensor): tf.Tensor[] {
  const { grads } = tf.engine().gradients(() => f(...xs), [...xs], dy, true);
  return xs.map(({ shape }, i) => grads[i] ?? tf.zeros(shape));
}

/** Returns numbers without a pattern in [−1, 1]. */
function scatter(shape: number[], seed: number): tf.Tensor {
  const values = Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => {
    const x = Math.sin(12.9898 * (i + 1) + 78.233 * (seed + 1)) * 43758.5453;
    return 2 * (x - Math.floor(x)) - 1;
  });
  return tf.tensor(values, shape, "float32");
}

function dot(a: tf.Tensor, b: tf.Tensor): number {
  const [x, y] = [a.dataSync<"float32">(), b.dataSync<"float32">()];
  return x.reduce((sum, value, i) => sum + value * y[i]!, 0);
}
