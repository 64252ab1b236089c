import { key, split } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import { selectRows } from "@ebm/datasets";
import { splitRows } from "../structured/split-rows.js";
import { parseNames } from "../tables/names.js";
import { readOwnTable } from "../tables/read-own-table.js";
import { LEAST_ROWS, prepareRegression, rowsWithTargets } from "./prepare-regression.js";
import type { RegressionConfig } from "./regression-config.js";
import type { RegressionData } from "./regression-data.js";

/**
 * Reads the user's own table, and splits its rows. Rows without a target are left out.
 *
 * @throws {EbmError} If a file cannot be read, a column does not fit, or too few rows are left.
 */
export async function ownRegression(config: RegressionConfig): Promise<RegressionData> {
  const { file, test } = config.data as Exclude<RegressionConfig["data"], { dataset: string }>;
  const names = parseNames(config.target!);
  const ownTable = await readOwnTable({ train: file, test, targetsOf: () => names }, config);
  const kept = rowsWithTargets(ownTable.targets);
  if (kept.length <= LEAST_ROWS) {
    throw new EbmError(
      `${ownTable.table.file} has ${kept.length} row${kept.length === 1 ? "" : "s"} with all targets, expected ${LEAST_ROWS + 1} at least.`,
    );
  }
  const features = selectRows(ownTable.features, kept);
  const { times, groups } = ownTable;
  const [testKey, validationKey] = split(key(config.seed), 2);
  const parts = splitRows(
    config,
    {
      features,
      targets: { data: new Float32Array(kept.length), shape: [kept.length, 1] },
      testFrom: kept.filter((row) => row < ownTable.testFrom).length,
      ...(times && { times: Float64Array.from(kept, (row) => times[row]!) }),
      ...(groups && { groups: Array.from(kept, (row) => groups[row]) }),
    },
    { test: testKey, validation: validationKey },
  );
  const prepared = prepareRegression({
    features,
    targets: selectRows(ownTable.targets, kept),
    train: parts.train,
    test: parts.test,
  });
  const left = ownTable.features.rows - kept.length;
  return {
    ...prepared,
    dataset: {
      name: "own file",
      rows: kept.length,
      dimensions: { Features: prepared.preprocessor.columns.length, Targets: names.length },
    },
    found: { columns: ownTable.columns },
    missing: config.missing,
    notes: [
      ...ownTable.notes,
      ...(left > 0 ? [`Rows without a target that were left out: ${left}.`] : []),
      ...prepared.notes,
    ],
  };
}
