import { describe, expect, test } from "vitest";
import { evaluate } from "./evaluate.js";
import { jointLosses } from "./joint-losses.js";
import { labelRankingModel } from "./label-ranking-model.js";
import { multilabelModel } from "./multilabel-model.js";

const { logistic, sparsemax } = jointLosses;

const matrix = (rows: number[][]): { data: Float32Array; shape: [number, number] } => ({
  data: Float32Array.from(rows.flat()),
  shape: [rows.length, rows[0]!.length],
});

describe("evaluate", () => {
  test("has the likelihood with the prior in it: k log 2 of a model that knows nothing", async () => {
    const targets = matrix([[0, 1, 1]]);
    const outputs = {
      scores: new Float32Array(3),
      energy: new Float32Array(1),
      logPartition: new Float32Array(1),
    };
    for (const loss of [logistic, sparsemax]) {
      const { metrics } = await evaluate(targets, outputs, {
        model: multilabelModel(3, "unary"),
        loss,
      });
      expect(metrics.nll).toBeCloseTo(3 * Math.LN2, 6);
      expect(metrics.logPartitionRmse).toBeCloseTo(0, 6);
    }
  });

  test("is −log of the probabilities that labels have independently", async () => {
    const scores = Float32Array.of(1, -2, 0.5, 0.2, 3, -1);
    const targets = matrix([
      [1, 0, 0],
      [0, 1, 1],
    ]);
    const energy = Float32Array.of(-1, -2);
    const { metrics, predicted } = await evaluate(
      targets,
      { scores, energy, logPartition: Float32Array.of(0, 0) },
      { model: multilabelModel(3, "unary"), loss: logistic },
    );
    const logs = [...scores].map((u, i) => Math.log1p(Math.exp(targets.data[i] ? -u : u)));
    expect(metrics.nll).toBeCloseTo(logs.reduce((a, b) => a + b) / 2, 5);
    expect([...predicted.data]).toEqual([1, 0, 1, 1, 1, 0]);
    expect(metrics.hammingLoss).toBeCloseTo(50, 6);
  });

  test("has no likelihood where a sparse model excludes what is so, and says null", async () => {
    const scores = Float32Array.of(9, -9, 9);
    const { metrics } = await evaluate(
      matrix([[0, 1, 0]]),
      { scores, energy: Float32Array.of(9), logPartition: Float32Array.of(0) },
      { model: multilabelModel(3, "unary"), loss: sparsemax },
    );
    expect(metrics.nll).toBeNull();
    expect(metrics.logPartitionCorrelation).toBeNull();
    expect(JSON.parse(JSON.stringify(metrics))).toEqual(metrics);
  });

  test.each(["permutahedron", "birkhoff"] as const)("predicts ranks in the %s", async (name) => {
    const targets = matrix([
      [0, 1, 2],
      [2, 0, 1],
    ]);
    const model = labelRankingModel(3, name);
    const ys = [0, 1].flatMap((row) => [
      ...(model.encode(targets.data.subarray(3 * row, 3 * row + 3)) as number[]),
    ]);
    const { metrics, predicted } = await evaluate(
      targets,
      {
        scores: Float32Array.from(ys),
        energy: new Float32Array(2),
        logPartition: new Float32Array(2),
      },
      { model, loss: logistic },
    );
    expect(predicted).toEqual(targets);
    expect(metrics.kendallTau).toBe(100);
  });
});
