import { key, split, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { exponentialHammingMmd, histogram, linearHammingMmd, totalVariation } from "@ebm/metrics";
import { mlpEnergy } from "@ebm/nn";
import type { CellContext, Metrics } from "../../studies/study.js";
import { trainToEnd } from "../../training/train-to-end.js";
import { gibbsRows } from "./gibbs-rows.js";
import { type PlanarBits, planarBits } from "./planar-bits.js";
import { type PlanarFit, planarTraining } from "./planar-training.js";

/** One of the planar sets in bits, learned or only sampled. */
export type SyntheticCell = Omit<PlanarFit, "method"> & {
  readonly seed: number;
  /**
   * The method. "data" samples the data twice; "independent bits" have the means of the data's
   * bits.
   */
  readonly method: PlanarFit["method"] | "data" | "independent bits";
  /** Number of sweeps at each inverse temperature, for the chains that are judged. */
  readonly sweeps: Readonly<Record<"beta1" | "beta4", number>>;
};

const CHAINS = 4000;
const BINS = 40;
/** Number of rows that estimate the means of the bits. */
const MANY = 100_000;

/** Learns the bits, and compares Gibbs samples with the data. */
export async function runSyntheticCell(
  cell: SyntheticCell,
  { signal }: CellContext,
): Promise<Metrics> {
  const { dataset, dim, method } = cell;
  const planar = planarBits(dataset, dim);
  const [first, forRows, noise, forReference, forChains] = split(key(cell.seed), 5);
  const reference = planar.draw(forReference, CHAINS);
  const compare = (samples: Matrix): Readonly<Record<string, number>> =>
    comparison({ samples, reference }, planar);

  if (method === "data") return prefixed("beta1", compare(planar.draw(forRows, CHAINS)));
  if (method === "independent bits") {
    const means = bitMeans(planar.draw(forRows, MANY));
    const data = uniform(noise, CHAINS * dim).map((u, i) => (u < means[i % dim]! ? 1 : 0));
    return prefixed("beta1", compare({ data, shape: [CHAINS, dim] }));
  }

  const training = planarTraining(
    { ...cell, method },
    { planar, keys: { first, rows: forRows, noise } },
  );
  const { run } = await trainToEnd(training, { signal });
  try {
    const metrics: Record<string, Metrics[string]> = {};
    for (const [name, beta] of [
      ["beta1", 1],
      ["beta4", 4],
    ] as const) {
      if (cell.sweeps[name] > 0) {
        const { rows, diagnostics } = await gibbsRows({
          run,
          energy: mlpEnergy,
          dim,
          chains: CHAINS,
          sweeps: cell.sweeps[name],
          beta,
          key: forChains,
          signal,
        });
        Object.assign(metrics, prefixed(name, { ...compare(rows), ...diagnostics }));
      }
    }
    return metrics;
  } finally {
    await run.dispose();
  }
}

/**
 * Compares two sets of rows, by the paper's metric and by one that sees their full distribution.
 */
function comparison(
  inputs: { readonly samples: Matrix; readonly reference: Matrix },
  { code, bound }: PlanarBits,
): Readonly<Record<string, number>> {
  const grid = { low: -bound, high: bound, bins: BINS };
  const [p, q] = [inputs.samples, inputs.reference].map((bits) =>
    histogram(code.decode(bits), grid),
  );
  return {
    LinearMmd: linearHammingMmd(inputs),
    ExponentialMmdTimes1000: 1000 * exponentialHammingMmd(inputs),
    TotalVariation: totalVariation({ p: p!, q: q! }),
  };
}

function bitMeans({ data, shape: [rows, columns] }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  for (let i = 0; i < data.length; i++) means[i % columns]! += data[i]! / rows;
  return means;
}

function prefixed(prefix: string, metrics: Metrics): Metrics {
  return Object.fromEntries(Object.entries(metrics).map(([name, it]) => [`${prefix}${name}`, it]));
}
