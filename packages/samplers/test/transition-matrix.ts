import type { Tree } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Chain, ChainState } from "../src/index.js";
import type { Law } from "./bits.js";

/**
 * P(x′|x) of a chain that accepts or refuses, [from][to], to 1/grid: choices are integrated by the
 * midpoints of a grid, and acceptances by their probabilities.
 *
 * @param noise Of a choice on a grid, and of a coin that always accepts.
 */
export function transitionMatrix<
  S extends ChainState & { accepted: tf.Tensor1D } & Tree,
  N extends Tree,
>(
  chain: Chain<S, N>,
  law: Law,
  noise: (choices: readonly number[]) => N,
  { grid = 1024 }: { readonly grid?: number } = {},
): Float64Array[] {
  const choices = Array.from({ length: grid }, (_, i) => (i + 0.5) / grid);
  return law.states.map((from, s) => {
    const start = chain.start(tf.tensor2d(new Array(grid).fill(from)));
    const { x, accepted } = chain.step(start, noise(choices));
    const probabilities = accepted.arraySync();
    const rows = x.arraySync();
    const row = new Float64Array(law.states.length);
    for (const [to, state] of law.states.entries()) {
      row[to] =
        rows.reduce((sum, r, i) => sum + (r.join() === state.join() ? probabilities[i]! : 0), 0) /
        grid;
    }
    row[s]! += 1 - row.reduce((a, b) => a + b, 0);
    return row;
  });
}
