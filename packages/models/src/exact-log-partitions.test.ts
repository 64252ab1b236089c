import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import { describe, expect, test } from "vitest";
import { exactLogPartitions } from "./exact-log-partitions.js";
import { jointLosses } from "./joint-losses.js";
import { labelRankingModel } from "./label-ranking-model.js";
import { multilabelModel } from "./multilabel-model.js";

const { logistic, sparsemax } = jointLosses;

describe("exactLogPartitions", () => {
  test.each([
    ["subsets", multilabelModel(5, "unary")],
    ["the permutahedron", labelRankingModel(4, "permutahedron")],
    ["the Birkhoff polytope", labelRankingModel(3, "birkhoff")],
  ])("of %s in closed form is the sum", (_, model) => {
    const scores = normal(key(1), 3 * model.scores);
    const exact = exactLogPartitions(scores, { model, loss: logistic });
    const summed = exactLogPartitions(scores, {
      model: { ...model, isExact: false },
      loss: logistic,
    });
    expect(exact).toHaveLength(3);
    expectClose(exact!, summed!);
  });

  // test vectors worked out by hand from the definitions
  test("of unary and pairwise energies has the prior inside", () => {
    const unary = { model: multilabelModel(3, "unary"), loss: logistic };
    expectClose(exactLogPartitions(Float32Array.of(1, -2, 0.5), unary)!, [0.3348251410614661]);
    const pairwise = { model: multilabelModel(3, "pairwise"), loss: logistic };
    const scores = Float32Array.of(1, -2, 0.5, 0.8, -0.5, 0.3);
    expectClose(exactLogPartitions(scores, pairwise)!, [0.26675040951582657]);
  });

  test("of a sparsemax loss is the τ at which its own probabilities sum to 1", () => {
    const options = { model: multilabelModel(3, "unary"), loss: sparsemax };
    expectClose(exactLogPartitions(Float32Array.of(1, -2, 0.5), options)!, [-1 / 12]);
  });

  test("is out of reach where there is no closed form and too much to sum over", () => {
    const large = { model: multilabelModel(30, "pairwise"), loss: logistic };
    expect(exactLogPartitions(new Float32Array(465), large)).toBeUndefined();
    const rankings = { model: labelRankingModel(11, "permutahedron"), loss: sparsemax };
    expect(exactLogPartitions(new Float32Array(11), rankings)).toBeUndefined();
  });
});
