import { key, split } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import { type Matrix, takeRows } from "@ebm/datasets";
import { splitRows } from "../structured/split-rows.js";
import { type OwnTable, readOwnTable } from "../tables/read-own-table.js";
import { bitColumns } from "./bit-columns.js";
import type { BitsConfig } from "./bits-config.js";
import type { BitsData } from "./bits-data.js";

/** The fewest rows to learn from. */
const LEAST_ROWS = 20;

/**
 * Reads the user's own rows of bits, and splits them. Rows with a missing value are left out.
 *
 * @throws {EbmError} If a file cannot be read, a column is not of bits, or too few rows are left.
 */
export async function ownBits(config: BitsConfig): Promise<BitsData> {
  const { file, test } = config.data as Exclude<BitsConfig["data"], { dataset: string }>;
  const own = await readOwnTable({ train: file, test, targetsOf: () => [] }, config);
  const { bits, columns } = bitColumns(own.features);
  const kept = completeRows(bits);
  const [name, rows] = [own.table.file, bits.shape[0]];
  const left = rows - kept.length;
  const targets = takeRows(bits, kept);
  const [testKey, validationKey] = split(key(config.seed), 2);
  const parts = splitRows(
    config,
    {
      features: { file: name, rows: kept.length },
      targets,
      testFrom: kept.filter((row) => row < own.testFrom).length,
      ...splitBy(own, kept),
    },
    { test: testKey, validation: validationKey },
  );
  const { train, validation } = parts;
  if (train.length < LEAST_ROWS || validation.length < 2 || parts.test.length === 0) {
    throw new EbmError(
      `${name} gives ${train.length} training, ${validation.length} validation and ${parts.test.length} test rows without missing values, expected ${LEAST_ROWS}, 2 and 1 at least.`,
    );
  }
  return {
    dataset: { name: "own file", rows: kept.length, dimensions: { Bits: columns.length } },
    found: { columns: own.columns },
    columns,
    train: takeRows(targets, train),
    validation: takeRows(targets, validation),
    test: takeRows(targets, parts.test),
    missing: config.missing,
    notes: [
      ...own.notes,
      ...(left > 0 ? [`Rows with a missing value that were left out: ${left} of ${rows}.`] : []),
      `Of the training rows, ${validation.length} choose penalties, weights and the energy.`,
    ],
  };
}

function completeRows({ data, shape: [rows, width] }: Matrix): number[] {
  return Array.from({ length: rows }, (_, row) => row).filter(
    (row) => !data.subarray(row * width, (row + 1) * width).some(Number.isNaN),
  );
}

/** What the rows that are kept are split by. */
function splitBy({ times, groups }: OwnTable, kept: readonly number[]) {
  return {
    ...(times && { times: Float64Array.from(kept, (row) => times[row]!) }),
    ...(groups && { groups: kept.map((row) => groups[row]) }),
  };
}
