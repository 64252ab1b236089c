import { foldIn, key } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import type { Checkpoint } from "@ebm/engine";
import { categoriesOf, densityFrom, densityRows, fitJointDensity } from "@ebm/models";
import { fitInParts } from "../fitted/fit-in-parts.js";
import { unpackPlain } from "../fitted/pack-plain.js";
import type { Problem } from "../task.js";
import type { DensityConfig } from "./density-config.js";
import type { DensityData } from "./density-data.js";
import { densityFiles } from "./density-files.js";
import { densityFindings } from "./density-findings.js";
import { densityMaps } from "./density-maps.js";
import type { FittedDensity } from "./fitted-density.js";
import { testDensity } from "./test-density.js";

/** Creates the problem of fitting a density of the rows of a table. */
export function densityProblem(config: DensityConfig, data: DensityData): Problem {
  const { dataset, found, preprocessor, train, test, trueLogProb, notes } = data;
  const never = new AbortController().signal;
  const parts = ["mixtures", "chains", ...(config.energy === "auto" ? ["energy"] : [])];
  return {
    dataset,
    found,
    // all rows outside the test set choose weights, and whether to keep the energy
    rows: { train: train.rows, validation: 0, test: test.rows },
    notes,
    score: "nll",
    steps: parts.length,
    train: (from, { signal } = { signal: never }) =>
      fitInParts({
        parts,
        from,
        signal,
        fit: (onPart) => fit(config, data, { signal, onPart }),
      }),
    openEvaluator: () => ({
      validate: async () => ({}),
      async test(params) {
        const fitted = unpackPlain(params) as FittedDensity;
        const rows = await densityRows(preprocessor, test);
        const tested = await testDensity(fitted, rows, trueLogProb);
        return {
          metrics: tested.metrics,
          report: {
            ...densityFindings(fitted, tested, preprocessor),
            maps: await densityMaps(fitted, rows, preprocessor),
          },
        };
      },
      dispose: async () => {},
    }),
    card: {
      method: "mixture of exact densities, and an energy on top",
      structure: `${preprocessor.columns.length} columns`,
      dataset: dataset.name,
    },
    async openModel({ params: packed }) {
      const { params, baselines, report } = unpackPlain(packed) as FittedDensity;
      return densityFrom(
        { params, simplest: baselines[0]!.stack, report },
        {
          file: dataset.name,
          columns: preprocessor.columns,
          preprocessor,
          rows: await densityRows(preprocessor, train),
          notes,
        },
      );
    },
    whyMissing,
    makeFiles(names, { kept, card }) {
      for (const name of names) {
        const missing = whyMissing(name, kept);
        if (missing) throw new EbmError(`${name}.onnx: ${missing}`);
      }
      return densityFiles(unpackPlain(kept.params) as FittedDensity, data, { names, card });
    },
  };
}

/** Returns the reason why a model has no such file. Undefined if it has one. */
function whyMissing(file: string, kept?: Checkpoint): string | undefined {
  if (file !== "sampler" || kept === undefined) return undefined;
  if ((unpackPlain(kept.params) as FittedDensity).params.tilts === undefined) return undefined;
  return "its samples are chosen among many of the base by the energy: use `sample` of @ebm/models, or --energy none.";
}

/** Fits a density, and reports when its mixtures, each chain and the energy are done. */
async function fit(
  { seed, energy, threads, budget }: DensityConfig,
  { train, preprocessor }: DensityData,
  { signal, onPart }: { readonly signal: AbortSignal; readonly onPart: (part: string) => void },
): Promise<FittedDensity> {
  let hasChains = false;
  const { params, baselines, report, dispose } = await fitJointDensity({
    rows: await densityRows(preprocessor, train),
    categories: categoriesOf(preprocessor),
    energy,
    budgetSeconds: budget,
    key: foldIn(key(seed), 2),
    threads,
    signal,
    onProgress: ({ part }) => {
      if (!part.startsWith("chain")) return;
      if (!hasChains) onPart("mixtures");
      hasChains = true;
      onPart("chains");
    },
  });
  await dispose();
  if (report.tilt) onPart("energy");
  const { seconds: _, ...rest } = report;
  return {
    params,
    baselines: Object.entries(baselines).map(([name, stack]) => ({ name, stack })),
    report: rest,
  };
}
