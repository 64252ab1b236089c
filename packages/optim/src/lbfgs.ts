import { EbmError } from "@ebm/core/errors";
import { checkOptions } from "./check-options.js";

export interface LbfgsOptions {
  /** Writes the gradient at x into `grad`, and returns the value at x. It must not keep either. */
  readonly valueAndGrad: (x: Float64Array, grad: Float64Array) => number | Promise<number>;
  /** The point to start from. It is copied. */
  readonly start: ArrayLike<number>;
  /** Number of past steps that are used for the next one. Default: 10. */
  readonly history?: number;
  /** Maximum number of steps. Default: 100. */
  readonly iterations?: number;
  /** Stops when every entry of the gradient is at most this large. Default: 1e-6. */
  readonly gradientTolerance?: number;
  /** Stops when a step lowers the value by less than this fraction of it. Default: 1e-9. */
  readonly relativeDecrease?: number;
  /** Stops the search with an error when aborted. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

export interface LbfgsResult {
  /** The best point found. Shape [size]. */
  readonly x: Float64Array;
  /** The value there. */
  readonly value: number;
  /** Number of steps taken. */
  readonly iterations: number;
  /** Number of calls of `valueAndGrad`. */
  readonly evaluations: number;
  /** The rule that ended the search. */
  readonly stoppedBy: "gradient" | "decrease" | "iterations" | "line search";
}

/** A point with its value and its gradient. */
interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly grad: Float64Array;
}

/** A past step s = x′ − x, and the change y = ∇′ − ∇ of the gradient along it. */
interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly sy: number;
}

/**
 * Minimizes a smooth function with L-BFGS: quasi-Newton steps whose curvature comes from the last
 * few steps. Each step satisfies the Armijo and curvature conditions.
 *
 * The function may be asynchronous, so a compiled function works too. The result is deterministic if
 * the function is.
 *
 * Reference: Nocedal, Wright. Numerical Optimization, second edition. 2006. Algorithms 7.4, 7.5.
 *
 * @throws {EbmError} If an option is out of its range, or the value at the start is not finite.
 */
export async function lbfgs(options: LbfgsOptions): Promise<LbfgsResult> {
  const { start, history = 10, iterations = 100, signal } = options;
  const { gradientTolerance = 1e-6, relativeDecrease = 1e-9 } = options;
  checkOptions("lbfgs", {
    history: [history, "an integer of at least 1"],
    iterations: [iterations, "an integer of at least 0"],
  });
  let evaluations = 0;
  const evaluate = async (x: Float64Array): Promise<Point> => {
    signal?.throwIfAborted();
    evaluations++;
    const grad = new Float64Array(x.length);
    return { x, value: await options.valueAndGrad(x, grad), grad };
  };

  let point = await evaluate(Float64Array.from(start));
  if (!Number.isFinite(point.value)) {
    throw new EbmError(
      `lbfgs: \`valueAndGrad\` returned ${point.value} at \`start\`, expected a finite number.`,
    );
  }
  const pairs: Pair[] = [];
  let steps = 0;
  const result = (stoppedBy: LbfgsResult["stoppedBy"]): LbfgsResult => {
    return { x: point.x, value: point.value, iterations: steps, evaluations, stoppedBy };
  };
  while (steps < iterations) {
    if (point.grad.every((g) => Math.abs(g) <= gradientTolerance)) return result("gradient");
    const direction = descent(point.grad, pairs);
    const step = pairs.length > 0 ? 1 : Math.min(1, 1 / Math.sqrt(dot(point.grad, point.grad)));
    const next = await search(evaluate, point, { direction, step });
    if (!next) {
      if (pairs.length === 0) return result("line search");
      pairs.length = 0; // forget the curvature, and try the gradient
      continue;
    }
    steps++;
    const s = next.x.map((value, i) => value - point.x[i]!);
    const y = next.grad.map((value, i) => value - point.grad[i]!);
    const sy = dot(s, y);
    if (sy > 1e-12 * dot(y, y)) pairs.push({ s, y, sy });
    if (pairs.length > history) pairs.shift();
    const decrease = point.value - next.value;
    point = next;
    if (decrease <= relativeDecrease * Math.abs(point.value)) return result("decrease");
  }
  return result("iterations");
}

/** Computes −H·grad by the two loops of L-BFGS, where H is the approximate inverse Hessian. */
function descent(grad: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = grad.map((g) => -g);
  const weights: number[] = [];
  for (const { s, y, sy } of pairs.toReversed()) {
    const weight = dot(s, direction) / sy;
    weights.push(weight);
    add(direction, y, -weight);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = last.sy / dot(last.y, last.y);
    for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
  }
  for (const { s, y, sy } of pairs) {
    add(direction, s, weights.pop()! - dot(y, direction) / sy);
  }
  return direction;
}

/** Finds a step along a direction that satisfies both Wolfe conditions, by bisection. */
async function search(
  evaluate: (x: Float64Array) => Promise<Point>,
  { x, value, grad }: Point,
  { direction, step }: { readonly direction: Float64Array; readonly step: number },
): Promise<Point | undefined> {
  const slope = dot(grad, direction);
  if (!(slope < 0)) return undefined;
  let best: Point | undefined;
  let [low, high, size] = [0, Infinity, step];
  for (let trial = 0; trial < 25; trial++) {
    const next = await evaluate(x.map((start, i) => start + size * direction[i]!));
    if (!(next.value <= value + 1e-4 * size * slope)) {
      const vertex = (-slope * size ** 2) / (2 * (next.value - value - slope * size));
      high = size;
      const share = low === 0 && vertex > 0 ? vertex / high : 0.5;
      size = low + Math.min(0.9, Math.max(0.1, share)) * (high - low);
    } else {
      best = next;
      if (dot(next.grad, direction) >= 0.9 * slope) return next;
      low = size;
      size = high < Infinity ? (low + high) / 2 : 2 * low;
    }
  }
  return best;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function add(a: Float64Array, b: Float64Array, weight: number): void {
  for (let i = 0; i < a.length; i++) a[i]! += weight * b[i]!;
}
