import { foldIn, key } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import type { Checkpoint } from "@ebm/engine";
import { fitConditionalDensity, regressionFrom } from "@ebm/models";
import { fitInParts } from "../fitted/fit-in-parts.js";
import { unpackPlain } from "../fitted/pack-plain.js";
import type { Problem } from "../task.js";
import type { FittedRegression } from "./fitted-regression.js";
import type { RegressionConfig } from "./regression-config.js";
import type { RegressionData } from "./regression-data.js";
import { regressionFiles } from "./regression-files.js";
import { regressionFindings } from "./regression-findings.js";
import { testRegression } from "./test-regression.js";

/** Creates the problem of fitting a density of targets given features. */
export function regressionProblem(config: RegressionConfig, data: RegressionData): Problem {
  const { dataset, found, preprocessor, train, test, targets, notes } = data;
  const never = new AbortController().signal;
  const chains =
    targets.length === 1
      ? ["mixture networks"]
      : ["independent targets", "chain of targets", "reversed chain of targets"];
  const parts = ["constant spread", ...chains, ...(config.energy === "auto" ? ["energy"] : [])];
  return {
    dataset,
    found,
    // all rows outside the test set choose weights
    rows: { train: train.x.shape[0], validation: 0, test: test.x.shape[0] },
    notes,
    score: "nll",
    steps: parts.length,
    train: (from, { signal } = { signal: never }) =>
      fitInParts({
        parts,
        from,
        signal,
        fit: (onPart) =>
          fit(config, data, { signal, onPart: (part) => parts.includes(part) && onPart(part) }),
      }),
    openEvaluator: () => ({
      validate: async () => ({}),
      async test(params) {
        const fitted = unpackPlain(params) as FittedRegression;
        const tested = await testRegression(fitted, data);
        return { metrics: tested.metrics, report: regressionFindings(fitted, tested, targets) };
      },
      dispose: async () => {},
    }),
    card: {
      method: "mixture density networks around trees, cross-fitted",
      structure: `${targets.length} numbers`,
      dataset: dataset.name,
      ...(targets.length === 1 && { target: { kind: "number", name: targets[0]!.name } as const }),
    },
    openModel: ({ params }) =>
      regressionFrom(unpackPlain(params) as FittedRegression, {
        file: dataset.name,
        columns: [...preprocessor.columns, ...targets],
        preprocessor,
        targets: targets.map(({ name, center }) => ({ name, center })),
        y: train.y,
        notes,
      }),
    whyMissing,
    makeFiles(names, { kept, card }) {
      for (const name of names) {
        const missing = whyMissing(name, kept);
        if (missing) throw new EbmError(`${name}.onnx: ${missing}`);
      }
      return regressionFiles(unpackPlain(kept.params) as FittedRegression, data, { names, card });
    },
  };
}

/** Returns the reason why a model has no such file. Undefined if it has one. */
function whyMissing(file: string, kept?: Checkpoint): string | undefined {
  if (file !== "sampler" || kept === undefined) return undefined;
  if ((unpackPlain(kept.params) as FittedRegression).params.tilt === undefined) return undefined;
  return "its samples are chosen among many of the base by the energy: use `sample` of @ebm/models, or --energy none.";
}

/** Fits a regression, and reports each part when it is done. */
async function fit(
  { seed, energy, threads, budget }: RegressionConfig,
  { train }: RegressionData,
  { signal, onPart }: { readonly signal: AbortSignal; readonly onPart: (part: string) => unknown },
): Promise<FittedRegression> {
  const { params, report, dispose } = await fitConditionalDensity({
    ...train,
    energy,
    budgetSeconds: budget,
    key: foldIn(key(seed), 2),
    threads,
    signal,
    onProgress: ({ part }) => onPart(part),
  });
  await dispose();
  if (report.tilt) onPart("energy");
  const { seconds: _, ...rest } = report;
  return { params, report: rest };
}
