import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import { describe, expect, test } from "vitest";
import type { Experiment } from "../experiments/experiment.js";
import { labelRanking } from "../experiments/label-ranking.js";
import { multilabel } from "../experiments/multilabel.js";
import { exactLogPartitions } from "./exact-log-partitions.js";

/** The same without its closed form, so that it is summed over. */
function enumerated(experiment: Experiment): Experiment {
  expect(experiment.isExact).toBe(true);
  return { ...experiment, isExact: false };
}

describe("exactLogPartitions", () => {
  test.each([
    ["subsets", multilabel(5, "unary")],
    ["the permutahedron", labelRanking(4, "permutahedron")],
    ["the Birkhoff polytope", labelRanking(3, "birkhoff")],
  ])("of %s in closed form is the sum", (_, experiment) => {
    const scores = normal(key(1), 3 * experiment.scores);
    const exact = exactLogPartitions(scores, { experiment, loss: "logistic" });
    const summed = exactLogPartitions(scores, {
      experiment: enumerated(experiment),
      loss: "logistic",
    });
    expect(exact).toHaveLength(3);
    expectClose(exact!, summed!);
  });

  // test vectors worked out by hand from the definitions
  test("of unary and pairwise energies has the prior inside", () => {
    const unary = { experiment: multilabel(3, "unary"), loss: "logistic" } as const;
    expectClose(exactLogPartitions(Float32Array.of(1, -2, 0.5), unary)!, [0.3348251410614661]);
    const pairwise = { experiment: multilabel(3, "pairwise"), loss: "logistic" } as const;
    const scores = Float32Array.of(1, -2, 0.5, 0.8, -0.5, 0.3);
    expectClose(exactLogPartitions(scores, pairwise)!, [0.26675040951582657]);
  });

  test("of a sparsemax loss is the τ at which its own probabilities sum to 1", () => {
    const options = { experiment: multilabel(3, "unary"), loss: "sparsemax" } as const;
    expectClose(exactLogPartitions(Float32Array.of(1, -2, 0.5), options)!, [-1 / 12]);
  });

  test("is out of reach where there is no closed form and too much to sum over", () => {
    const large = { experiment: multilabel(30, "pairwise"), loss: "logistic" } as const;
    expect(exactLogPartitions(new Float32Array(465), large)).toBeUndefined();
    const rankings = { experiment: labelRanking(11, "permutahedron"), loss: "sparsemax" } as const;
    expect(exactLogPartitions(new Float32Array(11), rankings)).toBeUndefined();
  });
});
