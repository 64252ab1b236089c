import { key as keyOf } from "@ebm/core";
import { checkPositive } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import {
  applyPreprocessor,
  fitPreprocessor,
  labelSets,
  type Preprocessor,
  type SelectOptions,
  selectColumns,
} from "@ebm/datasets";
import {
  type FitLabelSetsInputs,
  fitLabelSets,
  type LabelSetsReport,
} from "../../multilabel/fit-label-sets.js";
import type { LabelSets } from "../../multilabel/label-sets.js";
import { filesOf } from "../files-of.js";
import type { FitReport } from "../fitted-model.js";
import { labelSetsFiles } from "../label-sets-files.js";
import { type NamedColumn, type TableRows, tableOf } from "../table-rows.js";
import { type LabelTarget, labelTarget, readLabels } from "./label-target.js";
import { type FittedMultilabel, openMultilabel } from "./open-multilabel.js";

export interface FitMultilabelOptions
  extends Omit<SelectOptions, "targets">,
    Omit<FitLabelSetsInputs, "x" | "y" | "key"> {
  /**
   * Names of the columns that are labels, 0 or 1, or of one that lists the labels of a row, as
   * `calm|sad`. Default: those that the file marks as labels.
   */
  readonly labels?: readonly string[];
  /** Decides folds, initial parameters and batches. Default: key(0). */
  readonly key?: FitLabelSetsInputs["key"];
}

/**
 * Fits a model of which labels a row of a table has, given its other columns: numbers, categories,
 * booleans and date-times, with missing values. A label that is missing is unknown, not absent.
 * `fitLabelSets` fits the model.
 *
 * @throws {EbmError} If a name is no column, a value does not fit, or there are fewer than four rows.
 */
export async function fitMultilabel(
  rows: TableRows,
  options: FitMultilabelOptions = {},
): Promise<FittedMultilabel> {
  const { labels, features, drop, key = keyOf(0), ...fit } = options;
  checkPositive("fitMultilabel", { budgetSeconds: fit.budgetSeconds ?? 1 });
  const table = await tableOf("fitMultilabel", rows);
  const chosen = selectColumns(table, { targets: labels, features, drop });
  if (chosen.targets.columns.length === 0) {
    throw new EbmError(
      `fitMultilabel: ${table.file} does not say which columns are labels, expected \`labels\` to name some.`,
    );
  }
  const sets = labelSets(chosen.targets);
  const target = labelTarget(chosen.targets, sets);
  const preprocessor = fitPreprocessor(chosen.features);
  const x = applyPreprocessor(preprocessor, chosen.features);
  const y = readLabels("fitMultilabel", chosen.targets, target);
  const { model, report } = await fitLabelSets({ ...fit, x, y, key });
  const notes = [...table.notes, ...chosen.features.notes, ...sets.notes, ...preprocessor.notes];
  return multilabelFrom(
    { model, report },
    {
      dataset: table.file,
      columns: [...chosen.features.columns, ...chosen.targets.columns],
      target,
      preprocessor,
      rows: table.rows,
      notes,
    },
  );
}

/** Facts about the table that a model was fitted to. */
export interface MultilabelSource {
  /** The name of the data. */
  readonly dataset: string;
  readonly columns: readonly NamedColumn[];
  readonly target: LabelTarget;
  readonly preprocessor: Preprocessor;
  readonly rows: number;
  readonly notes: readonly string[];
}

/** Joins a fitted model and what its columns stand for. */
export function multilabelFrom(
  {
    model,
    report,
  }: { readonly model: LabelSets; readonly report: Omit<LabelSetsReport, "seconds"> },
  { dataset, columns, target, preprocessor, rows, notes }: MultilabelSource,
): FittedMultilabel {
  const { members: _, stack: __, ...rest } = model;
  const structure = `hypercube(${model.labels})`;
  const card = {
    method: "stack of members, and chains over labels",
    structure,
    dataset,
    target: {
      kind: "label-set" as const,
      labels: target.labelNames,
      structure,
      ...(target.isList && { column: target.columns[0]! }),
    },
  };
  return openMultilabel({
    card: {
      kind: "multilabel",
      columns: columns.map(({ name, kind }) => ({ name, kind })),
      report: reportOf(report, { rows, notes }),
      params: { target, model: rest },
    },
    files: filesOf(labelSetsFiles(model), { card, preprocessor }),
  });
}

function reportOf(
  report: Omit<LabelSetsReport, "seconds">,
  { rows, notes }: { readonly rows: number; readonly notes: readonly string[] },
): FitReport {
  const { uniformNll, frequencyNll, stackNll, chainNll, orderNlls, members } = report;
  const kept = report.energies.find(({ verdict }) => verdict.kept);
  const nll = chainNll - (kept?.verdict.gain ?? 0);
  const orders = orderNlls.length;
  return {
    rows,
    base: orders > 0 ? `stack of members, chains in ${orders} orders` : "stack of members",
    nll,
    baseNll: chainNll,
    frequencyNll,
    uniformNll,
    energy: kept && { name: kept.energy, gain: kept.verdict.gain },
    parts: [
      { part: "fair coins", nll: uniformNll },
      { part: "label frequencies", nll: frequencyNll },
      { part: "stack of members", nll: stackNll },
      ...(orders > 0 ? [{ part: `chains in ${orders} orders of the labels`, nll: chainNll }] : []),
      ...(kept ? [{ part: `energy of ${kept.energy} on top`, nll }] : []),
    ],
    members: members.map(({ kind, nll, weight }) => ({ name: kind, nll, weight })),
    notes: [...notes, ...report.notes],
  };
}
