import { EbmError } from "@ebm/core/errors";
import { quoted } from "@ebm/core/naming";
import { type FittedColumn, fitPreprocessor, type Preprocessor, type Table } from "@ebm/datasets";

/** Columns of more categories than this have no useful probabilities. */
const MOST_CATEGORIES = 100;

/**
 * Fits how the columns of a table become rows of a density. Numbers keep their unit, less their mean;
 * a date-time is one number; a category that training had not is one of its own.
 *
 * @throws {EbmError} If a column is text, has infinite values or more than 100 categories, or no
 *   column has two values.
 */
export function fitDensityColumns(table: Table): Preprocessor {
  const fitted = fitPreprocessor(table, { unknown: "state" });
  for (const column of fitted.columns) {
    if (column.kind !== "category" || column.categories.length <= MOST_CATEGORIES) continue;
    throw new EbmError(
      `fitDensity: ${table.file}: ${quoted(column.name)} has ${column.categories.length} categories, expected ${MOST_CATEGORIES} at most. Name it in \`drop\`.`,
    );
  }
  return { ...fitted, columns: fitted.columns.map(inOwnUnit) };
}

/** The same column, whose numbers keep their unit. */
function inOwnUnit(column: FittedColumn): FittedColumn {
  if (column.kind === "number") return { ...column, scale: 1 };
  if (column.kind === "datetime") return { ...column, scale: 1, periods: [] };
  return column;
}
