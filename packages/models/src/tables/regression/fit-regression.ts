import { EbmError } from "@ebm/core/errors";
import { mean } from "@ebm/core/float64";
import {
  applyPreprocessor,
  featureNames,
  fitPreprocessor,
  type Matrix,
  type Preprocessor,
  type SelectOptions,
  selectColumns,
  selectRows,
  type Table,
} from "@ebm/datasets";
import * as tf from "@tensorflow/tfjs-core";
import {
  type FitConditionalDensityInputs,
  fitConditionalDensity,
  type RegressionReport,
} from "../../conditional/fit-conditional-density.js";
import type { RegressionParams } from "../../conditional/regression-params.js";
import { regressionSummaryOf } from "../../conditional/regression-summary-of.js";
import { filesOf } from "../files-of.js";
import type { FitReport } from "../fitted-model.js";
import { type NamedColumn, type TableRows, tableOf } from "../table-rows.js";
import type { TracedFile } from "../traced-file.js";
import { uniformNll } from "../uniform-nll.js";
import { type FittedRegression, openRegression } from "./open-regression.js";
import { type NumberTarget, readNumbers } from "./read-numbers.js";

export interface FitRegressionOptions
  extends Omit<SelectOptions, "targets">,
    Omit<FitConditionalDensityInputs, "x" | "y" | "onProgress"> {
  /** The name of the column to predict, or the names of several. */
  readonly target: string | readonly string[];
  /** Called when a part of the fit is done. Default: nothing is called. */
  readonly onProgress?: ((part: string) => void) | undefined;
}

/**
 * Fits a density of one or several numbers of a row of a table, given its other columns: numbers,
 * categories, booleans and date-times, with missing values. Rows without a target are left out.
 * `fitConditionalDensity` fits the model.
 *
 * @throws {EbmError} If a name is no column, a target is not of numbers, or there are fewer than 20 rows.
 */
export async function fitRegression(
  rows: TableRows,
  options: FitRegressionOptions,
): Promise<FittedRegression> {
  const { target, features, drop, onProgress, ...fit } = options;
  const names = typeof target === "string" ? [target] : target;
  const table = await tableOf("fitRegression", rows);
  const selected = selectColumns(table, { targets: names, features, drop });
  const kept = completeRows(selected.targets);
  if (kept.length === 0) {
    throw new EbmError(
      `fitRegression: ${table.file} has no row with all targets, expected 20 or more.`,
    );
  }
  const own = selectRows(selected.targets, kept);
  const chosen = selectRows(selected.features, kept);
  const targets = own.columns.map(({ name, values }): NumberTarget => {
    return { name, center: mean(values as ArrayLike<number>) };
  });
  const preprocessor = fitPreprocessor(chosen);
  const { data, shape } = applyPreprocessor(preprocessor, chosen);
  const y = readNumbers("fitRegression", own, targets);
  const { dispose, ...fitted } = await fitConditionalDensity({
    ...fit,
    x: { data, shape },
    y,
    onProgress: ({ part }) => onProgress?.(part),
  });
  await dispose();
  const left = table.rows - kept.length;
  const notes = [
    ...table.notes,
    ...selected.features.notes,
    ...preprocessor.notes,
    ...(left > 0 ? [`Rows without a target that were left out: ${left}.`] : []),
  ];
  return regressionFrom(fitted, {
    file: table.file,
    columns: [...chosen.columns, ...own.columns],
    preprocessor,
    targets,
    y,
    notes,
  });
}

interface RegressionFromInputs {
  readonly params: RegressionParams;
  readonly report: Omit<RegressionReport, "seconds">;
}

/** The columns and rows that a regression was fitted to. */
interface RegressionSource {
  readonly file: string;
  readonly columns: readonly NamedColumn[];
  readonly preprocessor: Preprocessor;
  readonly targets: readonly NumberTarget[];
  /** The targets minus their means. Shape [rows, targets]. */
  readonly y: Matrix;
  readonly notes: readonly string[];
}

/** Joins a fitted regression and the columns that it learned from. */
export function regressionFrom(
  { params, report }: RegressionFromInputs,
  { file, columns, preprocessor, targets, y, notes }: RegressionSource,
): FittedRegression {
  const card = {
    method: "mixture density networks around trees, cross-fitted",
    structure: `${targets.length} numbers`,
    dataset: file,
  };
  return openRegression({
    card: {
      kind: "regression",
      columns: columns.map(({ name, kind }) => ({ name, kind })),
      report: reportOf(report, {
        rows: y.shape[0],
        notes: [...notes, ...report.notes],
        uniformNll: uniformNll(y, report.steps),
      }),
      params: { preprocessor, targets, model: params },
    },
    files: filesOf(
      { predict: predictFile(params, { targets, features: featureNames(preprocessor).length }) },
      { card, preprocessor },
    ),
  });
}

function completeRows({ rows, columns }: Table): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row).filter((row) =>
    columns.every(({ kind, values }) => kind !== "number" || !Number.isNaN(values[row]!)),
  );
}

/** The mean, the standard deviation, and the quantiles of 5, 50 and 95 % of each target in turn. */
function predictFile(
  params: RegressionParams,
  { targets, features }: { readonly targets: readonly NumberTarget[]; readonly features: number },
): TracedFile {
  const summaryOf = regressionSummaryOf(params);
  return {
    output: "summary",
    description: `The mean, the standard deviation, and the quantiles of 5, 50 and 95 % of each target in turn: ${targets.map(({ name }) => name).join(", ")}.`,
    widths: { x: features },
    compute({ x }) {
      const { mean, deviation, quantiles } = summaryOf(x!);
      const center = tf.tensor3d(
        targets.map(({ center }) => center),
        [1, targets.length, 1],
      );
      const values = tf.concat(
        [
          tf.add(tf.expandDims(mean, 2), center),
          tf.expandDims(deviation, 2),
          tf.add(quantiles, center),
        ],
        2,
      );
      return tf.reshape(values, [x!.shape[0], 5 * targets.length]);
    },
  };
}

function reportOf(
  { nll, weights, tilt }: RegressionFromInputs["report"],
  told: Pick<FitReport, "rows" | "notes" | "uniformNll">,
): FitReport {
  const energy = tilt?.kept ? { name: "network", gain: tilt.gain } : undefined;
  return {
    ...told,
    base: "mixture density networks around trees",
    nll: nll.model!,
    baseNll: nll.base!,
    frequencyNll: nll.Gaussian!,
    energy,
    parts: [
      { part: "values equally likely in their range", nll: told.uniformNll },
      { part: "Gaussian without features", nll: nll.Gaussian! },
      { part: "constant spread around trees", nll: nll["constant spread"]! },
      { part: "mixture density networks", nll: nll.base! },
      ...(energy ? [{ part: "energy", nll: nll.model! }] : []),
    ],
    members: Object.entries(weights).map(([name, weight]) => ({ name, nll: nll[name]!, weight })),
  };
}
