import { foldIn, type Key, permutation, split } from "@ebm/core";
import { type Matrix, takeRows } from "@ebm/datasets";
import { fitGaussianMixture } from "@ebm/snl";
import { chainBefore } from "../chains/chain.js";
import type { EncodedRows } from "../chains/encode-rows.js";
import { fitChain } from "../chains/fit-chain.js";
import { type MixedColumn, widthOf } from "../chains/mixed-column.js";
import { slotsOf } from "../chains/slots.js";
import { pause } from "../members/pause.js";
import { columnOrders } from "./column-orders.js";
import type { DensityPart } from "./density-part.js";
import { fitClasses } from "./fit-classes.js";
import { fitKernels } from "./fit-kernels.js";
import type { DensityPlan } from "./plan-density.js";

export interface FitDensityPartsInputs {
  readonly columns: readonly MixedColumn[];
  readonly rows: Matrix;
  readonly encoded: EncodedRows;
  readonly folds: Int32Array;
  readonly plan: DensityPlan;
  readonly key: Key;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
}

export interface NamedPart {
  readonly name: string;
  readonly part: DensityPart;
}

/** The names of the simplest parts. */
const ONE_GAUSSIAN = "Gaussian";
const INDEPENDENT = "independent columns";

/** Numbers of components of mixtures. */
const COMPONENTS = [1, 2, 4, 8, 16, 32];
const CLASSES = [1, 4, 16, 64];
const BANDWIDTHS = [0.05, 0.1, 0.2, 0.4, 0.75];

/** Mixtures and kernels learn from at most this many rows. */
const MOST_ROWS = 4000;

/**
 * Fits the parts of a density, one at a time: mixtures and kernels first, then chains. The receiver
 * returns the out-of-fold NLL of each part, and mixtures stop growing once it rises by 0.3 nats.
 */
export async function* fitDensityParts(
  inputs: FitDensityPartsInputs,
): AsyncGenerator<NamedPart, void, number> {
  const { columns, rows, encoded, folds, plan, threads, signal } = inputs;
  const [orderKey, mixtureKey, chainKey, rowKey] = split(inputs.key, 4);
  const noise = columns.map((column) =>
    column.kind === "number" ? column.step ** 2 / (2 * Math.PI) : 0,
  );
  const some = someRows(encoded, folds, rowKey);
  const learned = (fold: number): Int32Array =>
    Int32Array.from(some.folds.keys()).filter((row) => some.folds[row] !== fold);
  const members = Array.from({ length: Math.max(...folds) + 1 }, (_, fold) => learned(fold));
  const isPlain = columns.every(({ kind, hasMissing }) => kind === "number" && !hasMissing);

  let best = Infinity;
  for (const count of isPlain ? COMPONENTS : CLASSES) {
    if (count > Math.min(...members.map(({ length }) => length)) / 4) break;
    const fitted: DensityPart[] = [];
    for (const [m, chosen] of members.entries()) {
      await pause(signal);
      const key = foldIn(foldIn(mixtureKey, count), m);
      const z = takeRows(some.z, chosen);
      if (isPlain) {
        const options = { components: count, key, ridge: 1e-4, noise, iterations: 50 };
        fitted.push({ kind: "gaussians", members: [fitGaussianMixture(z, options)] });
      } else {
        const state = takeRows(some.state, chosen);
        const options = { columns, z, state, classes: count, noise, key };
        fitted.push({ kind: "classes", members: [fitClasses(options)] });
      }
    }
    const nll = yield { name: nameOf(isPlain, count), part: joined(fitted) };
    if (nll > best + 0.3) break;
    best = Math.min(best, nll);
  }
  for (const bandwidth of isPlain ? BANDWIDTHS : []) {
    await pause(signal);
    const kernels = fitKernels({ z: some.z, folds: some.folds, bandwidth, noise });
    yield { name: `kernels of ${bandwidth} deviations`, part: { kind: "kernels", ...kernels } };
  }
  const widths = columns.map(widthOf);
  for (const [i, { name, order }] of columnOrders(rows, plan.orders, orderKey).entries()) {
    const chain = await fitChain({
      before: chainBefore(order),
      encoded,
      widths,
      slots: slotsOf(columns),
      folds,
      key: foldIn(chainKey, i),
      hidden: plan.hidden,
      steps: plan.steps,
      threads,
      signal,
    });
    yield { name, part: { kind: "chain", chain } };
  }
}

function nameOf(isPlain: boolean, count: number): string {
  if (isPlain) return count === 1 ? ONE_GAUSSIAN : `mixture of ${count} Gaussians`;
  return count === 1 ? INDEPENDENT : `${count} latent classes`;
}

/** One part with the members of all. */
function joined(parts: readonly DensityPart[]): DensityPart {
  const gaussians = parts.flatMap((part) => (part.kind === "gaussians" ? part.members : []));
  if (gaussians.length > 0) return { kind: "gaussians", members: gaussians };
  return {
    kind: "classes",
    members: parts.flatMap((part) => (part.kind === "classes" ? part.members : [])),
  };
}

/** The rows, or as many as mixtures and kernels learn from. */
function someRows({ z, state }: EncodedRows, folds: Int32Array, key: Key) {
  if (folds.length <= MOST_ROWS) return { z, state, folds };
  const order = permutation(key, folds.length).subarray(0, MOST_ROWS).sort();
  return {
    z: takeRows(z, order),
    state: takeRows(state, order),
    folds: order.map((row) => folds[row]!),
  };
}
