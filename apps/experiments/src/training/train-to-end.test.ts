import type { Training } from "@ebm/engine";
import { sgd } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test, vi } from "vitest";
import { type TrainToEndOptions, trainToEnd } from "./train-to-end.js";

type Params = { readonly w: tf.Scalar };

/** Descends w²/2 from 1: w halves at each step. */
const fit = (others: Partial<TrainToEndOptions<Params>> = {}, learningRate = 0.5) =>
  trainToEnd<Params, { x: tf.Scalar }>(
    {
      loss: ({ w }, { x }) => tf.mul(x, tf.mul(0.5, tf.square(w))),
      params: { w: tf.scalar(1) },
      optimizer: sgd({ learningRate }),
      batches: () => ({ x: { data: Float32Array.of(1), shape: [] } }),
      steps: 5,
      runtime: "tfjs",
    },
    { signal: new AbortController().signal, ...others },
  );
const weight = (run: Training<Params>): number => run.params().w.dataSync()[0]!;

describe("trainToEnd", () => {
  test("keeps the last parameters, and the largest loss", async () => {
    const { run, largestLoss } = await fit();
    expect(run.step).toBe(5);
    expect(weight(run)).toBe(2 ** -5);
    expect(largestLoss).toBe(0.5);
  });

  test("is watched from before the first step", async () => {
    const seen: [number, number][] = [];
    await fit({
      watch(run) {
        seen.push([run.step, weight(run)]);
        return ({ step }) => void seen.push([step, weight(run)]);
      },
    });
    expect(seen).toEqual([0, 1, 2, 3, 4, 5].map((step) => [step, 2 ** -step]));
  });

  test.each([
    [0.2, 2],
    [1, 0],
    [0, 5],
  ])("keeps what scored best: nearest to %d, after %i steps", async (target, step) => {
    const scored: number[] = [];
    const score = (run: Training<Params>) => async () => {
      scored.push(run.step);
      return -Math.abs(weight(run) - target);
    };
    const { run } = await fit({ select: { every: 2, score } });
    expect(scored).toEqual([0, 2, 4, 5]);
    expect(run.step).toBe(step);
    expect(weight(run)).toBe(2 ** -step);
  });

  test("goes back to the first of equal scores", async () => {
    const { run } = await fit({ select: { every: 1, score: () => async () => 0 } });
    expect(run.step).toBe(0);
  });

  test("disposes the run if a step diverges, or a signal stops it", async () => {
    const controller = new AbortController();
    const dispose: (() => Promise<void>)[] = [];
    const watch = (run: Training<Params>) => {
      dispose.push(vi.spyOn(run, "dispose"));
      return ({ step }: { readonly step: number }) => void (step === 2 && controller.abort());
    };
    await expect(fit({ watch }, 1e30)).rejects.toThrow("expected a finite number");
    await expect(fit({ watch, signal: controller.signal })).rejects.toThrow("aborted");
    expect(dispose).toHaveLength(2);
    for (const disposed of dispose) expect(disposed).toHaveBeenCalledOnce();
  });
});
