import { logSumExp, mean } from "@ebm/core/float64";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import { fitBitsStack } from "../bits/bits-stack.js";
import { outOfFoldOf } from "../chains/out-of-fold.js";
import { rowTensors } from "../chains/row-tensors.js";
import type { DensityStack } from "./density-stack.js";
import {
  type FitDensityPartsInputs,
  fitDensityParts,
  type NamedPart,
} from "./fit-density-parts.js";
import { partLogProb } from "./part-log-prob.js";

export interface FittedDensityStack {
  readonly stack: DensityStack;
  /** Out-of-fold NLL of each part and of the stack, as `base`, in nats and the units of the columns. */
  readonly nll: Readonly<Record<string, number>>;
  /** The weight of each part in the stack. */
  readonly weights: Readonly<Record<string, number>>;
  /** Out-of-fold log-densities of the rows. Shape [rows]. */
  readonly outOfFold: Float64Array;
  /** The simplest part, and the best mixture, each as a stack of its own. */
  readonly baselines: Readonly<Record<string, DensityStack>>;
}

/** Parts with a smaller weight are left out of the stack. */
const NEGLIGIBLE = 0.005;

/** Fits all parts, and the weights under which rows that a member did not see are most likely. */
export async function fitDensityStack(
  inputs: FitDensityPartsInputs,
  onPart?: (name: string, nll: number) => void,
): Promise<FittedDensityStack> {
  const { columns, rows, encoded, folds } = inputs;
  const found: (NamedPart & { readonly logProb: Float64Array })[] = [];
  const members = Math.max(...folds) + 1;
  const nll: Record<string, number> = {};
  const fitting = fitDensityParts(inputs);
  let next = await fitting.next();
  while (!next.done) {
    const { name, part } = next.value;
    const run = compile(({ x }: { x: tf.Tensor2D }) =>
      partLogProb(part, columns, rowTensors(columns, x)),
    );
    const logProb = await outOfFoldOf((x) => run({ x }), rows, folds);
    await run.dispose();
    for (const row of logProb.keys()) logProb[row]! -= encoded.logVolume[row]!;
    nll[name] = -mean(logProb);
    onPart?.(name, nll[name]);
    found.push({ name, part, logProb });
    next = await fitting.next(nll[name]);
  }
  const unit = { weights: new Float64Array(folds.length).fill(1), total: folds.length };
  const all = fitBitsStack(
    found.map(({ logProb }) => logProb),
    unit,
  );
  const kept = found
    .map((part, b) => ({ ...part, weight: all[b]! }))
    .filter(({ weight }) => weight >= NEGLIGIBLE);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  const weights = kept.map(({ weight }) => weight / total);
  const outOfFold = Float64Array.from(folds, (_, row) =>
    logSumExp(kept.map(({ logProb }, b) => logProb[row]! + Math.log(weights[b]!))),
  );
  nll.base = -mean(outOfFold);
  const alone = ({ part }: NamedPart): DensityStack => ({
    columns,
    parts: [part],
    weights: [1],
    members,
  });
  const mixtures = found.filter(({ part }) => part.kind === "gaussians" || part.kind === "classes");
  const best = mixtures.reduce((a, b) => (nll[b.name]! < nll[a.name]! ? b : a));
  return {
    baselines: { [mixtures[0]!.name]: alone(mixtures[0]!), [best.name]: alone(best) },
    stack: {
      columns,
      parts: kept.map(({ part }) => part),
      weights,
      members,
    },
    nll,
    weights: Object.fromEntries(kept.map(({ name }, b) => [name, weights[b]!])),
    outOfFold,
  };
}
