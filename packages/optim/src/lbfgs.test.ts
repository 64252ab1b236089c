import { normal, uniform } from "@ebm/core/random";
import { describe, expect, test } from "vitest";
import { lbfgs } from "./lbfgs.js";

/** (1 − a)² + 100 (b − a²)², whose minimum is 0 at (1, 1). */
function rosenbrock([a, b]: Float64Array, grad: Float64Array): number {
  const [x, y] = [a!, b!];
  grad[0] = -2 * (1 - x) - 400 * x * (y - x * x);
  grad[1] = 200 * (y - x * x);
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
}

describe("lbfgs", () => {
  test("finds the minimum of Rosenbrock's function", async () => {
    const { x, value, evaluations } = await lbfgs({
      valueAndGrad: rosenbrock,
      start: [-1.2, 1],
      relativeDecrease: 0,
    });
    expect(value).toBeLessThan(1e-10);
    expect(x[0]).toBeCloseTo(1, 5);
    expect(x[1]).toBeCloseTo(1, 5);
    expect(evaluations).toBeLessThan(80);
  });

  test("solves quadratics whose curvatures differ by 10⁴", async () => {
    const curvature = Float64Array.from({ length: 40 }, (_, i) => 10 ** (i * (4 / 39)));
    const { x } = await lbfgs({
      valueAndGrad: (point, grad) => {
        for (let i = 0; i < 40; i++) grad[i] = curvature[i]! * (point[i]! - i);
        return point.reduce((sum, v, i) => sum + 0.5 * curvature[i]! * (v - i) ** 2, 0);
      },
      start: new Float64Array(40),
      iterations: 2000,
      relativeDecrease: 0,
    });
    for (let i = 0; i < 40; i++) expect(x[i]).toBeCloseTo(i, 4);
  });

  test("agrees with Newton's method on a logistic regression, sync or not", async () => {
    const { valueAndGrad, newton } = logistic(200);
    const sync = await lbfgs({ valueAndGrad, start: [0, 0], gradientTolerance: 1e-9 });
    const other = await lbfgs({
      valueAndGrad: async (x, grad) => valueAndGrad(x, grad),
      start: [0, 0],
      gradientTolerance: 1e-9,
    });
    expect(other.x).toEqual(sync.x);
    expect(sync.x[0]).toBeCloseTo(newton[0], 5);
    expect(sync.x[1]).toBeCloseTo(newton[1], 5);
  });

  test("steps back from points where the value is not finite", async () => {
    const { x } = await lbfgs({
      valueAndGrad: ([a], grad) => {
        grad[0] = 100 - 1 / a!;
        return 100 * a! - Math.log(a!);
      },
      start: [1],
      relativeDecrease: 0,
    });
    expect(x[0]).toBeCloseTo(0.01, 6);
  });

  test("stops where it is told", async () => {
    const options = { valueAndGrad: rosenbrock, start: [-1.2, 1] };
    expect(await lbfgs({ ...options, iterations: 3 })).toMatchObject({
      iterations: 3,
      stoppedBy: "iterations",
    });
    expect((await lbfgs({ ...options, start: [1, 1] })).stoppedBy).toBe("gradient");
    expect((await lbfgs({ ...options, relativeDecrease: 0.5 })).stoppedBy).toBe("decrease");
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(lbfgs({ ...options, signal })).rejects.toThrow("enough");
  });

  test("refuses a start whose value is not finite", async () => {
    await expect(lbfgs({ valueAndGrad: () => NaN, start: [0] })).rejects.toThrow(
      "lbfgs: `valueAndGrad` returned NaN at `start`, expected a finite number.",
    );
  });
});

/** A penalized logistic regression on one feature and a constant, and its solution. */
function logistic(rows: number) {
  const x = normal([0, 1], rows);
  const y = uniform([0, 2], rows).map((u, i) => (u < 1 / (1 + Math.exp(1 - 2 * x[i]!)) ? 1 : 0));
  const valueAndGrad = ([w, b]: Float64Array, grad: Float64Array): number => {
    let value = 0.05 * w! ** 2;
    grad[0] = 0.1 * w!;
    grad[1] = 0;
    for (let i = 0; i < rows; i++) {
      const logit = w! * x[i]! + b!;
      value += Math.log1p(Math.exp(logit)) - y[i]! * logit;
      const residual = 1 / (1 + Math.exp(-logit)) - y[i]!;
      grad[0]! += residual * x[i]!;
      grad[1]! += residual;
    }
    return value;
  };
  const newton: [number, number] = [0, 0];
  for (let step = 0; step < 20; step++) {
    const grad = new Float64Array(2);
    valueAndGrad(Float64Array.from(newton), grad);
    let [ww, wb, bb] = [0.1, 0, 0];
    for (let i = 0; i < rows; i++) {
      const p = 1 / (1 + Math.exp(-newton[0] * x[i]! - newton[1]));
      ww += p * (1 - p) * x[i]! ** 2;
      wb += p * (1 - p) * x[i]!;
      bb += p * (1 - p);
    }
    const determinant = ww * bb - wb * wb;
    newton[0] -= (bb * grad[0]! - wb * grad[1]!) / determinant;
    newton[1] -= (ww * grad[1]! - wb * grad[0]!) / determinant;
  }
  return { valueAndGrad, newton };
}
