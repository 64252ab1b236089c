import { key, split } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import { type Matrix, type Table, takeRows } from "@ebm/datasets";
import { bitLevels, readBits, type TableBits } from "@ebm/models";
import { splitRows } from "../structured/split-rows.js";
import { inOptions } from "../tables/in-options.js";
import { type OwnTable, readOwnTable } from "../tables/read-own-table.js";
import type { BitsConfig } from "./bits-config.js";
import type { BitsData } from "./bits-data.js";

/** The smallest number of rows for training. */
const LEAST_ROWS = 20;

/**
 * Reads the user's own rows of bits and categories, and splits them. Values may be missing.
 *
 * @throws {EbmError} If a file cannot be read, a column has other values, or there are too few
 *   rows.
 */
export async function ownBits(config: BitsConfig): Promise<BitsData> {
  const { file, test } = config.data as Exclude<BitsConfig["data"], { dataset: string }>;
  const ownTable = await readOwnTable({ train: file, test, targetsOf: () => [] }, config);
  const { bits, columns } = bitsOf(ownTable.features);
  const kept = knownRows(bits);
  const [name, rows] = [ownTable.table.file, bits.shape[0]];
  const empty = rows - kept.length;
  if (kept.length < LEAST_ROWS) {
    throw new EbmError(
      `${name} has ${kept.length} of ${rows} rows with values, expected ${LEAST_ROWS} at least.`,
    );
  }
  const targets = takeRows(bits, kept);
  const [testKey, validationKey] = split(key(config.seed), 2);
  const parts = splitRows(
    config,
    {
      features: { file: name, rows: kept.length },
      targets,
      testFrom: kept.filter((row) => row < ownTable.testFrom).length,
      ...splitBy(ownTable, kept),
    },
    { test: testKey, validation: validationKey },
  );
  const { train, validation } = parts;
  if (train.length < LEAST_ROWS || validation.length < 2 || parts.test.length === 0) {
    throw new EbmError(
      `${name} gives ${train.length} training, ${validation.length} validation and ${parts.test.length} test rows with values, expected ${LEAST_ROWS}, 2 and 1 at least.`,
    );
  }
  if (columns.every((column) => column.kind === "category" && column.categories.length < 2)) {
    throw new EbmError(`${name} has one value in each column, expected a column that varies.`);
  }
  const missing = targets.data.filter(Number.isNaN).length;
  return {
    dataset: { name: "own file", rows: kept.length, dimensions: { Columns: columns.length } },
    found: { columns: ownTable.columns },
    columns,
    train: takeRows(targets, train),
    validation: takeRows(targets, validation),
    test: takeRows(targets, parts.test),
    missing: config.missing,
    notes: [
      ...ownTable.notes,
      ...kindNotes(columns),
      ...(empty > 0 ? [`Rows without a value that were left out: ${empty} of ${rows}.`] : []),
      ...(missing > 0
        ? [
            `Missing values: ${missing} of ${targets.data.length}. A row counts with the probability of its other values.`,
          ]
        : []),
      `Of the training rows, ${validation.length} choose penalties, weights and the energy.`,
    ],
  };
}

/** Reads the bits. Errors name the options of the command line. */
function bitsOf(table: Table): TableBits {
  try {
    return readBits(table);
  } catch (error) {
    if (!(error instanceof EbmError)) throw error;
    throw new EbmError(inOptions(error.message), { cause: error });
  }
}

/** Returns the rows that have a value. */
function knownRows({ data, shape: [rows, width] }: Matrix): number[] {
  return Array.from({ length: rows }, (_, row) => row).filter(
    (row) => !data.subarray(row * width, (row + 1) * width).every(Number.isNaN),
  );
}

/** Counts the columns of each kind. */
function kindNotes(columns: BitsData["columns"]): string[] {
  const levels = bitLevels(columns);
  const categories = levels.filter((count) => count > 2);
  if (categories.length === 0) return [];
  const sizes = `${Math.min(...categories)} to ${Math.max(...categories)} values`;
  return [
    `Columns: ${levels.length - categories.length} bits and ${categories.length} categories of ${sizes}.`,
  ];
}

/** Returns the times or groups that split the remaining rows. */
function splitBy({ times, groups }: OwnTable, kept: readonly number[]) {
  return {
    ...(times && { times: Float64Array.from(kept, (row) => times[row]!) }),
    ...(groups && { groups: kept.map((row) => groups[row]) }),
  };
}
