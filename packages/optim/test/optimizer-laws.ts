import { describe, expect, test } from "vitest";
import type { LearningRate, Optimizer, OptimizerState } from "../src/index.js";
import { wave } from "./wave.js";

/** Tests the laws of every optimizer, with the options that all of them have. */
export function describeOptimizer(
  title: string,
  create: (options: {
    learningRate: LearningRate;
    clipNorm?: number;
    emaDecay?: number;
  }) => Optimizer,
): void {
  const run = (state: OptimizerState, steps: number): void => {
    for (let i = 0; i < steps; i++) {
      state.grad.set(wave(state.grad.length, state.count));
      state.step();
    }
  };

  describe(title, () => {
    test("finds the minimum of a quadratic", () => {
      const curvature = [0.5, 1, 2, 3, 4];
      const minimum = [3, -2, 0, 1, -0.5];
      const learningRate = (step: number): number => 0.2 / (1 + step / 50);
      const { params, grad, step } = create({ learningRate }).init(5);
      for (let i = 0; i < 2000; i++) {
        for (const [j, p] of params.entries()) grad[j] = curvature[j]! * (p - minimum[j]!);
        step();
      }
      for (const [j, p] of params.entries()) expect(p).toBeCloseTo(minimum[j]!, 3);
    });

    test.each([0, 1, 5, 1000])("treats each of %i entries as if it were alone", (size) => {
      const optimizer = create({ learningRate: 0.1 });
      const together = optimizer.init(size);
      run(together, 3);
      for (const i of [0, Math.floor(size / 2), size - 1].filter((i) => i >= 0 && i < size)) {
        const alone = optimizer.init(1);
        for (let count = 0; count < 3; count++) {
          alone.grad[0] = wave(size, count)[i]!;
          alone.step();
        }
        expect(together.params[i]).toBe(alone.params[0]);
      }
    });

    test("goes on bit for bit from a checkpoint", () => {
      const optimizer = create({ learningRate: (step) => 0.1 / (step + 1), emaDecay: 0.9 });
      const whole = optimizer.init(37);
      whole.params.set(wave(37, 99));
      run(whole, 5);
      const { params, moments, count } = whole;
      const saved = structuredClone({ params: params.slice(), moments, count });
      run(whole, 5);

      const resumed = optimizer.init(37);
      run(resumed, 2);
      resumed.restore(saved);
      expect(resumed.count).toBe(5);
      run(resumed, 5);
      expect(resumed.params).toEqual(whole.params);
      expect(resumed.moments).toEqual(whole.moments);
      expect(resumed.count).toBe(10);
    });

    test("a state restores another", () => {
      const optimizer = create({ learningRate: 0.1 });
      const [a, b] = [optimizer.init(9), optimizer.init(9)];
      run(a, 3);
      b.restore(a);
      expect([b.params, b.moments, b.count]).toEqual([a.params, a.moments, a.count]);
    });

    test("states do not disturb one another, however many there are", () => {
      const optimizer = create({ learningRate: 0.1 });
      const first = optimizer.init(100);
      const { params, grad } = first;
      run(first, 1);
      const after = params.slice();
      for (const other of Array.from({ length: 20 }, () => optimizer.init(100_000))) run(other, 1);
      expect(first.params).toBe(params);
      expect(params).toEqual(after);
      grad.fill(1);
      expect(first.step().gradNorm).toBe(10);
      expect(params).not.toEqual(after);
    });

    test.each([NaN, Infinity, -Infinity])("a gradient that holds %d changes nothing", (bad) => {
      const state = create({ learningRate: 0.1, clipNorm: 1, emaDecay: 0.5 }).init(6);
      run(state, 2);
      const before = structuredClone({ params: state.params, moments: state.moments });
      state.grad.fill(1)[5] = bad;
      expect(state.step()).toMatchObject({ finite: false, learningRate: 0.1 });
      expect({ params: state.params, moments: state.moments }).toEqual(before);
      expect(state.count).toBe(2);
      state.grad.fill(1);
      expect(state.step().finite).toBe(true);
      expect(state.count).toBe(3);
    });

    test("clips a gradient to a norm, and leaves a smaller one alone", () => {
      const clipped = create({ learningRate: 0.1, clipNorm: 0.5 }).init(2);
      const free = create({ learningRate: 0.1 }).init(2);
      for (const scale of [1, 0.01, 1e6]) {
        clipped.grad.set([3 * scale, 4 * scale]);
        free.grad.set(scale < 0.1 ? [3 * scale, 4 * scale] : [0.3, 0.4]);
        expect(clipped.step().gradNorm / (5 * scale)).toBeCloseTo(1, 6);
        free.step();
        for (const [i, p] of clipped.params.entries()) expect(p).toBeCloseTo(free.params[i]!, 6);
      }
    });

    test("keeps a mean of the parameters that begins with the first ones", () => {
      const state = create({ learningRate: 0.1, emaDecay: 0.75 }).init(3);
      let mean = 0;
      for (let i = 0; i < 4; i++) {
        run(state, 1);
        mean = i === 0 ? state.params[2]! : 0.75 * mean + 0.25 * state.params[2]!;
        expect(state.moments.ema![2]).toBeCloseTo(mean, 5);
      }
    });

    test("asks its schedule for the rate of each step, from 0, and tells it", () => {
      const { step } = create({ learningRate: (step) => step / 8 }).init(1);
      expect([step(), step(), step()].map((info) => info.learningRate)).toEqual([0, 1 / 8, 2 / 8]);
    });

    test("names the option that is out of range", () => {
      const { name } = create({ learningRate: 0.1 });
      const refused = (options: object, message: string): void =>
        expect(() => create({ learningRate: 0.1, ...options })).toThrow(`${name}: ${message}`);
      refused({ learningRate: NaN }, "`learningRate` is NaN, expected a finite number from 0.");
      refused({ learningRate: -1 }, "`learningRate` is -1, expected a finite number from 0.");
      refused({ learningRate: "1" }, "`learningRate` is 1, expected a finite number from 0.");
      refused({ learningRate: undefined }, "`learningRate` is undefined, expected a finite number");
      refused({ clipNorm: 0 }, "`clipNorm` is 0, expected a number above 0.");
      refused({ clipNorm: NaN }, "`clipNorm` is NaN, expected a number above 0.");
      refused({ emaDecay: 1 }, "`emaDecay` is 1, expected a number from 0 to below 1.");
    });

    test("names a learning rate that its schedule gets wrong, and takes no step", () => {
      const state = create({ learningRate: (step) => (step === 1 ? NaN : 0.1) }).init(1);
      state.grad[0] = 1;
      state.step();
      const before = state.params.slice();
      expect(() => state.step()).toThrow(/step 1: `learningRate` is NaN, expected a finite number/);
      expect([state.params, state.count]).toEqual([before, 1]);
    });
  });
}
