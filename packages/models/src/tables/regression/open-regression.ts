import { key as keyOf } from "@ebm/core";
import { mean } from "@ebm/core/float64";
import { applyPreprocessor, type Matrix, type Preprocessor } from "@ebm/datasets";
import { openRegressionModel } from "../../conditional/regression-model.js";
import type { RegressionParams } from "../../conditional/regression-params.js";
import { explainReport } from "../explain-report.js";
import type { FitScores, FittedModel } from "../fitted-model.js";
import { saveModel } from "../save-model.js";
import type { SavedModel } from "../saved-model.js";
import { columnsOf, kindsOf, type TableRows, tableOf } from "../table-rows.js";
import { type NumberTarget, readNumbers } from "./read-numbers.js";

/** A number for each target, by name. */
export type TargetValues = Readonly<Record<string, number>>;

/** The distribution of one target of a row. */
export interface TargetSummary {
  readonly mean: number;
  /** The standard deviation. */
  readonly deviation: number;
  /** The quantiles of the levels asked for. */
  readonly quantiles: readonly number[];
}

/** A density of numbers given the other columns of a table. */
export interface FittedRegression extends Omit<FittedModel<TargetValues>, "marginals"> {
  readonly kind: "regression";
  /**
   * Returns the mean, the standard deviation and quantiles of each target, by name, for each row.
   *
   * @param levels Default: 0.05, 0.5 and 0.95.
   */
  intervals(
    rows: TableRows,
    levels?: readonly number[],
  ): Promise<readonly Readonly<Record<string, TargetSummary>>[]>;
}

/** The parts of a regression on a table. */
export interface RegressionTableParams {
  readonly preprocessor: Preprocessor;
  readonly targets: readonly NumberTarget[];
  readonly model: RegressionParams;
}

/** Opens a density of numbers given the other columns of a table. */
export function openRegression(saved: SavedModel<RegressionTableParams>): FittedRegression {
  const { report, params } = saved.card;
  const { preprocessor, targets } = params;
  const kinds = kindsOf(saved.card.columns);
  const model = openRegressionModel(params.model);
  const featuresOf = async (rows: TableRows): Promise<Matrix> => {
    const { data, shape } = applyPreprocessor(
      preprocessor,
      await tableOf("FittedRegression", rows, kinds),
    );
    return { data, shape };
  };
  const targetsOf = async (where: string, rows: TableRows): Promise<Matrix> => {
    const table = columnsOf(
      where,
      await tableOf("FittedRegression", rows, kinds),
      targets.map(({ name }) => name),
    );
    return readNumbers(where, table, targets);
  };
  const logProbOf = async (where: string, rows: TableRows): Promise<Float64Array> =>
    model.logProb(await featuresOf(rows), await targetsOf(where, rows));
  const named = ({ data, shape: [count, width] }: Matrix): TargetValues[] =>
    Array.from({ length: count }, (_, row) =>
      Object.fromEntries(
        targets.map(({ name, center }, j) => [name, data[row * width + j]! + center] as const),
      ),
    );
  return {
    kind: "regression",
    columns: kinds,
    report,
    async evaluate(rows) {
      const [x, y] = [await featuresOf(rows), await targetsOf("evaluate", rows)];
      const losses = (await model.logProb(x, y)).map((value) => -value);
      const nll = mean(losses);
      const variance = mean(losses.map((loss) => (loss - nll) ** 2));
      const { frequencyNll, uniformNll } = report;
      const nllStandardError = Math.sqrt(variance / losses.length);
      const base = openRegressionModel({ ...params.model, tilt: undefined });
      const baseNll = params.model.tilt ? -mean(await base.logProb(x, y)) : nll;
      await base.dispose();
      return { nll, nllStandardError, baseNll, frequencyNll, uniformNll } satisfies FitScores;
    },
    predict: async (rows) => named((await model.summary(await featuresOf(rows))).mean),
    async intervals(rows, levels = [0.05, 0.5, 0.95]) {
      const found = await model.summary(await featuresOf(rows), levels);
      const [count, width] = found.mean.shape;
      return Array.from({ length: count }, (_, row) =>
        Object.fromEntries(
          targets.map(({ name, center }, j) => {
            const place = row * width + j;
            const quantiles = levels.map(
              (_, i) => found.quantiles.data[place * levels.length + i]! + center,
            );
            const own = found.mean.data[place]! + center;
            return [name, { mean: own, deviation: found.deviation.data[place]!, quantiles }];
          }),
        ),
      );
    },
    logProb: (rows) => logProbOf("logProb", rows),
    async sample(rows, { key = keyOf(0), samples = 1 } = {}) {
      const all = named(await model.sample(await featuresOf(rows), { samples, key }));
      return Array.from({ length: all.length / samples }, (_, row) =>
        all.slice(row * samples, (row + 1) * samples),
      );
    },
    explain: () => explainReport(report),
    save: (directory, options) => saveModel(directory, saved, options),
    dispose: () => model.dispose(),
  };
}
