import type { Matrix } from "@ebm/datasets";
import type { Stack } from "./fit-stack.js";

/** Σₘ wₘ uₘ + b of the scores u of each member. Shape [rows, outputs]. */
export function stackScores({ weights, bias }: Stack, scores: readonly Matrix[]): Matrix {
  const shape = scores[0]!.shape;
  const sum = Float32Array.from(scores[0]!.data, (_, i) => bias[i % shape[1]]!);
  for (const [m, { data }] of scores.entries()) {
    for (let i = 0; i < sum.length; i++) sum[i]! += weights[m]! * data[i]!;
  }
  return { data: sum, shape };
}
