import { EbmError } from "@ebm/core/errors";
import { checkOptions } from "./check-options.js";
import { copyCheckpoint } from "./copy-checkpoint.js";
import { decayingRanges } from "./decaying-ranges.js";
import type { Layout, Leaf, Optimizer, OptimizerState, StepInfo } from "./optimizer.js";
import type { Rule } from "./rule.js";
import { allocate } from "./vectors.js";

/** Makes an optimizer from a rule: it adds what all optimizers share. */
export function createOptimizer<Moment extends string>(rule: Rule<Moment>): Optimizer {
  const { name, l2 = 0, weightDecay = 0 } = rule;
  const { learningRate, clipNorm = Infinity, decays, emaDecay = 0 } = rule.options;
  const schedule = typeof learningRate === "function" ? learningRate : () => learningRate;
  checkOptions(name, {
    learningRate: [typeof learningRate === "function" ? 0 : learningRate, "a finite number from 0"],
    clipNorm: [clipNorm, "a number above 0"],
    emaDecay: [emaDecay, "a number from 0 to below 1"],
    l2: [l2, "a finite number from 0"],
    weightDecay: [weightDecay, "a finite number from 0"],
  });
  return { name, init };

  function init(layout: Layout): OptimizerState {
    const leaves = toLeaves(`${name}.init`, layout, decays);
    const ranges = decayingRanges(leaves, decays);
    const kept = [...rule.moments, ...(emaDecay > 0 ? ["ema" as const] : [])];
    const { vectors, kernels } = allocate(
      `${name}.init`,
      ["params", "grad", ...kept],
      leaves.reduce((sum, { size }) => sum + size, 0),
    );
    const { params, grad, ...moments } = vectors;
    let count = 0;

    return {
      params,
      grad,
      moments,
      get count() {
        return count;
      },
      step,
      restore(checkpoint) {
        copyCheckpoint(`${name}.restore`, checkpoint, { params, moments });
        count = checkpoint.count;
      },
    };

    function step(): StepInfo {
      const rate = schedule(count);
      checkOptions(`${name}, step ${count}`, { learningRate: [rate, "a finite number from 0"] });
      const gradNorm = Math.sqrt(kernels.sumOfSquares(grad));
      const info = { finite: Number.isFinite(gradNorm), gradNorm, learningRate: rate };
      if (!info.finite) return info;
      if (gradNorm > clipNorm) kernels.combine(grad, grad, clipNorm / gradNorm, 0);
      decay(grad, l2);
      decay(params, -rate * weightDecay);
      count++;
      rule.update(vectors, { learningRate: rate, count }, kernels);
      if (emaDecay > 0) {
        const kept = count === 1 ? 0 : emaDecay;
        kernels.combine(vectors.ema, params, kept, 1 - kept);
      }
      return info;
    }

    /** Adds a multiple of the parameters that decay. */
    function decay(vector: Float32Array, by: number): void {
      if (by === 0) return;
      for (const range of ranges) {
        kernels.combine(vector.subarray(...range), params.subarray(...range), 1, by);
      }
    }
  }
}

function toLeaves(where: string, layout: Layout, decays?: unknown): readonly Leaf[] {
  if (typeof layout === "number" && decays) {
    throw new EbmError(
      `${where}: \`layout\` is ${layout}, expected the leaves that \`decays\` names.`,
    );
  }
  const leaves = typeof layout === "number" ? [{ path: "layout", size: layout }] : layout;
  for (const { path, size } of leaves)
    checkOptions(where, { [path]: [size, "an integer of at least 0"] });
  return leaves;
}
