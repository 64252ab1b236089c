import { readFile } from "node:fs/promises";
import { EbmError } from "@ebm/core/errors";
import {
  fitPreprocessor,
  type LabelSets,
  labelSets,
  parseMulanLabels,
  selectRows,
  type Table,
  takeRows,
} from "@ebm/datasets";
import type { DataFile } from "../../run-files/run-config.js";
import { checkDataFile } from "../data-file.js";
import { inOptions } from "../tables/in-options.js";
import { readOwnTable } from "../tables/read-own-table.js";
import type { RawRows } from "./raw-rows.js";
import type { RowsConfig } from "./structured-config.js";

interface Files {
  readonly file: DataFile;
  readonly test?: DataFile | undefined;
  /** Mulan's XML list of the columns that are labels. */
  readonly labels?: DataFile | undefined;
}

/**
 * Reads label sets and the columns to predict them from. Labels are the columns that the XML or
 * `labels` names, the list in the column `target`, or those that the file itself marks, as MEKA
 * does.
 *
 * @throws {EbmError} If a file cannot be read, has no labels, or no row is left.
 */
export async function ownLabelSets(
  { file, test, labels }: Files,
  settings: RowsConfig & { readonly emptyRows: "keep" | "drop" },
): Promise<RawRows> {
  const listed = labels && (await readLabels(labels));
  const { target } = settings;
  const targetsOf = (table: Table): readonly string[] => {
    const names = listed ?? settings.labels ?? (target === undefined ? table.labels : [target]);
    if (names !== undefined && names.length > 0) return names;
    throw new EbmError(
      `${table.file} does not say which columns are labels, expected --labels or --target.`,
    );
  };
  const ownTable = await readOwnTable({ train: file, test, targetsOf }, settings);
  const sets = readSets(ownTable.targets);
  const [first] = ownTable.targets.columns;
  const isList = ownTable.targets.columns.length === 1 && sets.labelNames[0] !== first!.name;
  const rows = {
    ...ownTable,
    name: "own files",
    fit: fitPreprocessor,
    targets: sets.y,
    ...(sets.known.data.includes(0) && { known: sets.known }),
    labelNames: sets.labelNames,
    ...(isList && { target: first!.name }),
    notes: [...ownTable.notes, ...sets.notes],
  };
  return settings.emptyRows === "keep" ? rows : withoutEmptyRows(rows);
}

function readSets(targets: Table): LabelSets {
  try {
    return labelSets(targets);
  } catch (error) {
    if (!(error instanceof EbmError)) throw error;
    throw new EbmError(inOptions(error.message), { cause: error });
  }
}

async function readLabels(file: DataFile): Promise<readonly string[]> {
  const path = await checkDataFile(file);
  return parseMulanLabels(await readFile(path, "utf8"), { file: path });
}

/** Returns the rows that have a label, or an unknown label that may be present. */
function withoutEmptyRows(rows: RawRows): RawRows {
  const { features, targets, known, weights, times, groups, testFrom } = rows;
  const width = targets.shape[1];
  const isKept = (row: number): boolean => {
    const [start, end] = [row * width, (row + 1) * width];
    const isLabeled = targets.data.subarray(start, end).includes(1);
    return isLabeled || (known?.data.subarray(start, end).includes(0) ?? false);
  };
  const kept = Array.from({ length: features.rows }, (_, row) => row).filter(isKept);
  if (kept.length === 0) {
    throw new EbmError(
      `${features.file}: no row has a label, and --empty-rows drop left out all of them.`,
    );
  }
  const dropped = features.rows - kept.length;
  const take = (values: Float64Array): Float64Array => Float64Array.from(kept, (i) => values[i]!);
  return {
    ...rows,
    features: selectRows(features, kept),
    targets: takeRows(targets, kept),
    ...(known && { known: takeRows(known, kept) }),
    ...(weights && { weights: take(weights) }),
    ...(times && { times: take(times) }),
    ...(groups && { groups: kept.map((row) => groups[row]) }),
    testFrom: kept.filter((row) => row < testFrom).length,
    notes: [...rows.notes, `Rows without a label that were left out: ${dropped}.`],
  };
}
