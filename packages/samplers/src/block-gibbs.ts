import { checkShapes, EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Chain, ChainState } from "./chain.js";
import { stopped } from "./stopped.js";

export interface BlockGibbsOptions {
  /** The block of each bit, from 0. Bits of one block must be independent given the others. */
  readonly colors: readonly number[];
}

/**
 * Gibbs sampling on {0, 1}ᵈⁱᵐ by blocks of bits that are independent given the other blocks: one
 * color of a lattice, or one side of a restricted Boltzmann machine. A step samples the blocks in
 * turn, all bits of a block at once,
 *
 *   p(xᵢ = 1 | other blocks) = σ( logitsᵢ(x) ).
 *
 * Noise: one uniform number per bit. Shape [chains, dim].
 *
 * @param logits log p(xᵢ = 1 | rest) − log p(xᵢ = 0 | rest), which is u + U x for a quadratic energy.
 *   Only the logits of the current block are used. [chains, dim] → [chains, dim].
 */
export function blockGibbs(
  logits: (x: tf.Tensor2D, block: number) => tf.Tensor2D,
  { colors }: BlockGibbsOptions,
): Chain<ChainState, tf.Tensor> {
  const blocks = countBlocks(colors);
  const dim = colors.length;
  return stopped({
    start: (x: tf.Tensor2D) => ({ x }),
    step(state, uniforms) {
      let { x } = state;
      for (let block = 0; block < blocks; block++) {
        const given = logits(x, block);
        checkShapes("blockGibbs", {
          x: [x, `chains ${dim}`],
          uniforms: [uniforms, `chains ${dim}`],
          logits: [given, `chains ${dim}`],
        });
        const inBlock = tf.tensor1d(
          colors.map((color) => color === block),
          "bool",
        );
        const ones = tf.cast(tf.less(uniforms, tf.sigmoid(given)), "float32");
        x = tf.where(tf.expandDims(inBlock, 0), ones, x) as tf.Tensor2D;
      }
      return { x };
    },
  });
}

function countBlocks(colors: readonly number[]): number {
  const blocks = new Set(colors).size;
  const wrong = colors.find((color) => !Number.isInteger(color) || color < 0 || color >= blocks);
  if (blocks > 0 && wrong === undefined) return blocks;
  const actual = wrong === undefined ? "no entries" : `color ${wrong} among ${blocks}`;
  throw new EbmError(`blockGibbs: \`colors\` has ${actual}, expected 0, 1, … for each bit.`);
}
