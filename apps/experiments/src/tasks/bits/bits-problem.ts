import { foldIn, key } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { binaryFrom, bitLevels, bitRows, fitBits, planBits } from "@ebm/models";
import { fitInParts } from "../fitted/fit-in-parts.js";
import { unpackPlain } from "../fitted/pack-plain.js";
import type { Problem } from "../task.js";
import type { BitsConfig } from "./bits-config.js";
import type { BitsData } from "./bits-data.js";
import { bitsFiles } from "./bits-files.js";
import { bitsFindings } from "./bits-findings.js";
import type { FittedBits } from "./fitted-bits.js";
import { testBits } from "./test-bits.js";

/** Creates the problem of fitting a distribution of rows of bits and categories. */
export function bitsProblem(config: BitsConfig, data: BitsData): Problem {
  const { dataset, found, columns, train, validation, test, notes } = data;
  const levels = bitLevels(columns);
  const isBits = levels.every((count) => count === 2);
  const structure = isBits ? `hypercube(${columns.length})` : `${columns.length} categories`;
  const { energy, budget: budgetSeconds } = config;
  const plan = planBits({
    rows: bitRows("binary", filledWithZeros(train), levels),
    energy,
    budgetSeconds,
  });
  const parts = [...plan.bases, ...(plan.energy ? ["energy"] : [])];
  const never = new AbortController().signal;
  return {
    dataset,
    found,
    // rows that validate the fit do not choose a step here
    rows: { train: train.shape[0] + validation.shape[0], validation: 0, test: test.shape[0] },
    notes: [...notes, ...plan.notes],
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
        const fitted = unpackPlain(params) as FittedBits;
        const tested = await testBits(fitted, { test, levels });
        return { metrics: tested.metrics, report: bitsFindings(fitted, tested) };
      },
      dispose: async () => {},
    }),
    card: {
      method: "mixture of exact distributions, and an energy on top",
      structure,
      dataset: dataset.name,
      target: { kind: "bits", labels: columns.map(({ name }) => name), structure },
    },
    openModel: ({ params }) =>
      binaryFrom(
        { columns, ...(unpackPlain(params) as FittedBits) },
        { file: dataset.name, columns },
        { rows: train.shape[0] + validation.shape[0], notes },
      ),
    whyMissing: () => undefined,
    makeFiles(names, { kept, card }) {
      return bitsFiles((unpackPlain(kept.params) as FittedBits).params, data, { names, card });
    },
  };
}

/** Returns rows for a plan, which depends on little more than their number. */
function filledWithZeros({ data, shape }: Matrix): Matrix {
  return { data: data.map((value) => (Number.isNaN(value) ? 0 : value)), shape };
}

/** Fits a model, and reports each part when it is done. */
async function fit(
  { seed, energy, threads, budget }: BitsConfig,
  { train, validation, columns }: BitsData,
  { signal, onPart }: { readonly signal: AbortSignal; readonly onPart: (part: string) => void },
): Promise<FittedBits> {
  const { params, bases, report, dispose } = await fitBits({
    rows: train,
    levels: bitLevels(columns),
    validation,
    energy,
    budgetSeconds: budget,
    key: foldIn(key(seed), 2),
    threads,
    signal,
    onProgress: ({ part }) => {
      if (part !== "energy") onPart(part);
    },
  });
  await dispose();
  if (report.tilt) onPart("energy");
  const { seconds: _, ...rest } = report;
  return {
    params,
    independent: bases.independent!,
    chowLiu: bases["Chow–Liu tree"]!,
    report: rest,
  };
}
