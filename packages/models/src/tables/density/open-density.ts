import { type Key, key as keyOf } from "@ebm/core";
import { mean } from "@ebm/core/float64";
import type { Matrix, Preprocessor } from "@ebm/datasets";
import { openDensityModel } from "../../density/density-model.js";
import type { DensityParams } from "../../density/density-params.js";
import type { DensityStack } from "../../density/density-stack.js";
import { explainReport } from "../explain-report.js";
import type { FitScores, FittedModel } from "../fitted-model.js";
import { saveModel } from "../save-model.js";
import type { SavedModel } from "../saved-model.js";
import { kindsOf, type TableRows, tableOf } from "../table-rows.js";
import { densityRows } from "./density-rows.js";

/** The values of a row by name; null where one is missing. */
export type DensityRow = Readonly<Record<string, number | string | null>>;

/** A density of the rows of a table. */
export interface FittedDensity
  extends Omit<FittedModel, "predict" | "marginals" | "sample" | "evaluate"> {
  readonly kind: "density";
  /** Compares the model with other rows. Returns scores by name. */
  evaluate(rows: TableRows): Promise<FitScores>;
  /**
   * Returns the share of training rows that are less likely than each row: near 0 for anomalies.
   * Shape [rows].
   */
  percentile(rows: TableRows): Promise<Float64Array>;
  /** Returns rows like those that it learned from. */
  sample(count: number, options?: { readonly key?: Key }): Promise<readonly DensityRow[]>;
}

/** The parts of a density of a table. */
export interface DensityTableParams {
  readonly preprocessor: Preprocessor;
  readonly model: DensityParams;
  /** One Gaussian, or independent columns, to compare with. */
  readonly simplest: DensityStack;
}

/** Opens a density of the rows of a table. */
export function openDensity(saved: SavedModel<DensityTableParams>): FittedDensity {
  const { report, params } = saved.card;
  const { preprocessor, simplest } = params;
  const kinds = kindsOf(saved.card.columns);
  const model = openDensityModel(params.model);
  const encoded = async (rows: TableRows): Promise<Matrix> =>
    densityRows(preprocessor, await tableOf("FittedDensity", rows, kinds));
  const lossesOf = async (
    rows: Matrix,
    base: DensityStack,
    tilts?: DensityParams["tilts"],
  ): Promise<Float64Array> => {
    const other = openDensityModel({ ...params.model, base, tilts });
    try {
      return (await other.logProb(rows)).map((value) => -value);
    } finally {
      await other.dispose();
    }
  };
  return {
    kind: "density",
    columns: kinds,
    report,
    async evaluate(table) {
      const rows = await encoded(table);
      const { base, tilts } = params.model;
      const losses = await lossesOf(rows, base, tilts);
      const nll = mean(losses);
      const variance = mean(losses.map((loss) => (loss - nll) ** 2));
      return {
        nll,
        nllStandardError: Math.sqrt(variance / losses.length),
        baseNll: tilts ? mean(await lossesOf(rows, base)) : nll,
        frequencyNll: mean(await lossesOf(rows, simplest)),
        uniformNll: report.uniformNll,
      };
    },
    logProb: async (rows) => model.logProb(await encoded(rows)),
    percentile: async (rows) => model.percentile(await encoded(rows)),
    async sample(count, { key = keyOf(0) } = {}) {
      return named(await model.sample(count, key), preprocessor);
    },
    explain: () => explainReport(report),
    save: (directory, options) => saveModel(directory, saved, options),
    dispose: () => model.dispose(),
  };
}

/** Rows by the names of their columns. A category that training had not is "other". */
function named({ data, shape: [count, width] }: Matrix, { columns }: Preprocessor): DensityRow[] {
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(
      columns.map((column, j) => {
        const value = data[row * width + j]!;
        if (Number.isNaN(value)) return [column.name, null];
        if (column.kind === "category") return [column.name, column.categories[value] ?? "other"];
        return [column.name, column.kind === "boolean" ? value : value + column.center];
      }),
    ),
  );
}
