import { key, split } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import { selectRows } from "@ebm/datasets";
import { fitDensityColumns } from "@ebm/models";
import { splitRows } from "../structured/split-rows.js";
import { readOwnTable } from "../tables/read-own-table.js";
import type { DensityConfig } from "./density-config.js";
import type { DensityData } from "./density-data.js";

/** The smallest number of rows for training. */
const LEAST_ROWS = 20;

/**
 * Reads the user's own table, and splits its rows.
 *
 * @throws {EbmError} If a file cannot be read, a column has no density, or too few rows are left.
 */
export async function ownDensity(config: DensityConfig): Promise<DensityData> {
  const { file, test } = config.data as Exclude<DensityConfig["data"], { dataset: string }>;
  const ownTable = await readOwnTable({ train: file, test, targetsOf: () => [] }, config);
  const { features } = ownTable;
  if (features.rows <= LEAST_ROWS) {
    throw new EbmError(
      `${features.file} has ${features.rows} row${features.rows === 1 ? "" : "s"}, expected ${LEAST_ROWS + 1} at least.`,
    );
  }
  const targets = { data: new Float32Array(features.rows), shape: [features.rows, 1] as const };
  const [testKey, validationKey] = split(key(config.seed), 2);
  const parts = splitRows(
    config,
    {
      features,
      targets,
      testFrom: ownTable.testFrom,
      times: ownTable.times,
      groups: ownTable.groups,
    },
    { test: testKey, validation: validationKey },
  );
  if (parts.train.length < LEAST_ROWS || parts.test.length === 0) {
    throw new EbmError(
      `${features.file} gives ${parts.train.length} training and ${parts.test.length} test rows, expected ${LEAST_ROWS} and 1 at least.`,
    );
  }
  const train = selectRows(features, parts.train);
  const preprocessor = fitDensityColumns(train);
  return {
    dataset: {
      name: "own file",
      rows: features.rows,
      dimensions: { Columns: preprocessor.columns.length },
    },
    found: { columns: ownTable.columns },
    train,
    test: selectRows(features, parts.test),
    preprocessor,
    missing: config.missing,
    notes: [...ownTable.notes, ...preprocessor.notes],
  };
}
