import { type Matrix, type Preprocessor, type SelectOptions, selectColumns } from "@ebm/datasets";
import type { DensityParams } from "../../density/density-params.js";
import type { DensityStack } from "../../density/density-stack.js";
import {
  type DensityReport,
  type FitJointDensityInputs,
  fitJointDensity,
} from "../../density/fit-joint-density.js";
import { filesOf } from "../files-of.js";
import type { FitReport } from "../fitted-model.js";
import { type NamedColumn, type TableRows, tableOf } from "../table-rows.js";
import { uniformNll } from "../uniform-nll.js";
import { densityRows } from "./density-rows.js";
import { categoriesOf } from "./density-rows-of.js";
import { densityTableFiles } from "./density-table-files.js";
import { fitDensityColumns } from "./fit-density-columns.js";
import { type FittedDensity, openDensity } from "./open-density.js";

export interface FitDensityOptions
  extends Omit<FitJointDensityInputs, "rows" | "categories" | "onProgress"> {
  /** Names of the columns to learn. Default: all. */
  readonly columns?: SelectOptions["features"];
  /** Names of columns to leave out. Default: none. */
  readonly drop?: SelectOptions["drop"];
  /** Called when a part of the fit is done. Default: nothing is called. */
  readonly onProgress?: ((part: string) => void) | undefined;
}

/**
 * Fits a density of the rows of a table: numbers, categories, booleans and date-times, with missing
 * values. `fitJointDensity` fits the model.
 *
 * @throws {EbmError} If a name is no column, a column is text, or there are fewer than 20 rows.
 */
export async function fitDensity(
  rows: TableRows,
  options: FitDensityOptions = {},
): Promise<FittedDensity> {
  const { columns: features, drop, onProgress, ...fit } = options;
  const table = await tableOf("fitDensity", rows);
  const chosen = selectColumns(table, { features, drop, targets: [] }).features;
  const preprocessor = fitDensityColumns(chosen);
  const own = await densityRows(preprocessor, chosen);
  const { dispose, ...fitted } = await fitJointDensity({
    ...fit,
    rows: own,
    categories: categoriesOf(preprocessor),
    onProgress: ({ part }) => onProgress?.(part),
  });
  await dispose();
  return densityFrom(
    { ...fitted, simplest: Object.values(fitted.baselines)[0]! },
    {
      file: table.file,
      columns: chosen.columns,
      preprocessor,
      rows: own,
      notes: [...table.notes, ...chosen.notes, ...preprocessor.notes],
    },
  );
}

interface DensityFromInputs {
  readonly params: DensityParams;
  /** The simplest baseline: one Gaussian, or independent columns. */
  readonly simplest: DensityStack;
  readonly report: Omit<DensityReport, "seconds">;
}

/** The columns and rows that a density was fitted to. */
interface DensitySource {
  readonly file: string;
  readonly columns: readonly NamedColumn[];
  readonly preprocessor: Preprocessor;
  /** Shape [rows, columns]. */
  readonly rows: Matrix;
  readonly notes: readonly string[];
}

/** Joins a fitted density and the columns that it learned from. */
export function densityFrom(
  { params, simplest, report }: DensityFromInputs,
  { file, columns, preprocessor, rows, notes }: DensitySource,
): FittedDensity {
  const card = {
    method: "mixture of exact densities, and an energy on top",
    structure: `${preprocessor.columns.length} columns`,
    dataset: file,
  };
  return openDensity({
    card: {
      kind: "density",
      columns: columns.map(({ name, kind }) => ({ name, kind })),
      report: reportOf(report, {
        rows: rows.shape[0],
        notes: [...notes, ...report.notes],
        uniformNll: uniformNll(rows, report.steps, categoriesOf(preprocessor)),
      }),
      params: { preprocessor, model: params, simplest },
    },
    files: filesOf(densityTableFiles(params, preprocessor), { card, preprocessor }),
  });
}

function reportOf(
  { nll, weights, tilt }: DensityFromInputs["report"],
  told: Pick<FitReport, "rows" | "notes" | "uniformNll">,
): FitReport {
  const [simplest] = Object.entries(nll);
  const energy = tilt?.kept ? { name: "network", gain: tilt.gain } : undefined;
  return {
    ...told,
    base: "mixture of exact densities",
    nll: nll.model!,
    baseNll: nll.base!,
    frequencyNll: simplest![1],
    energy,
    parts: [
      { part: "values equally likely in their range", nll: told.uniformNll },
      { part: simplest![0], nll: simplest![1] },
      { part: "mixture of exact densities", nll: nll.base! },
      ...(energy ? [{ part: "energy", nll: nll.model! }] : []),
    ],
    members: Object.entries(weights).map(([name, weight]) => ({ name, nll: nll[name]!, weight })),
  };
}
