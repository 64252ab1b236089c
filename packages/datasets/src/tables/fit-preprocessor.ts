import { EbmError } from "@ebm/core/errors";
import { listed, quoted } from "@ebm/core/naming";
import { fitScale, type NumberScaling } from "./fit-scale.js";
import type { FittedColumn, Period, Preprocessor, UnknownCategories } from "./preprocessor.js";
import { isConstant } from "./select-columns.js";
import type { DatetimeColumn, NumberColumn, Table, TableColumn } from "./table.js";
import { textsOf } from "./texts-of.js";

export interface PreprocessorOptions {
  /** The scaling of numbers. Default: "standard". */
  readonly numbers?: NumberScaling | undefined;
  /** The treatment of a category that training did not have. Default: "zeros". */
  readonly unknown?: UnknownCategories | undefined;
}

/**
 * Fits a preprocessor on training rows:
 *
 * - a number is standardized, and the median stands for a missing one;
 * - a category is one feature for each value, or one feature if there are two values;
 * - a date-time is a standardized number and its phases in the day, week and year, where it varies;
 * - a column that lacks values in training has one more feature, which says where;
 * - a column of one value is left out.
 *
 * @throws {EbmError} If a column is text or has an infinite value, or no feature is left.
 */
export function fitPreprocessor(
  table: Table,
  { numbers = "standard", unknown = "zeros" }: PreprocessorOptions = {},
): Preprocessor {
  const kept = table.columns.filter((column) => !isConstant(column));
  const constant = table.columns.filter(isConstant).map(({ name }) => name);
  if (kept.length === 0) {
    throw new EbmError(
      `fitPreprocessor: ${table.file} has no column with two values or more, expected at least one.`,
    );
  }
  return {
    columns: kept.map((column) => fitColumn(table, column, { numbers, unknown })),
    constant,
    notes:
      constant.length === 0 ? [] : [`Columns of one value were left out: ${listed(constant)}.`],
  };
}

function fitColumn(
  { file }: Table,
  column: TableColumn,
  { numbers, unknown }: { readonly numbers: NumberScaling; readonly unknown: UnknownCategories },
): FittedColumn {
  const { name } = column;
  switch (column.kind) {
    case "number": {
      const values = presentValues(file, column);
      const hasMissing = values.length < column.values.length;
      return { name, kind: "number", hasMissing, ...fitScale(values, numbers) };
    }
    case "datetime": {
      const values = presentValues(file, column);
      const hasMissing = values.length < column.values.length;
      const scale = fitScale(values, "standard");
      return { name, kind: "datetime", hasMissing, ...scale, periods: periodsOf(values) };
    }
    case "category": {
      const texts = textsOf(column);
      const categories = [...new Set(texts.filter((text) => text !== undefined))].sort();
      return { name, kind: "category", hasMissing: texts.includes(undefined), categories, unknown };
    }
    case "boolean":
      return { name, kind: "boolean", hasMissing: column.values.includes(-1) };
    case "text":
      throw new EbmError(
        `fitPreprocessor: ${file}: ${quoted(name)} is text, expected a number or a category. Name it in \`drop\`.`,
      );
  }
}

function presentValues(
  file: string,
  { name, values }: NumberColumn | DatetimeColumn,
): Float64Array {
  const row = values.findIndex((value) => Math.abs(value) === Infinity);
  if (row < 0) return values.filter((value) => !Number.isNaN(value));
  throw new EbmError(
    `fitPreprocessor: ${file}: row ${row + 1}, column ${quoted(name)} has ${values[row]}, expected a finite number.`,
  );
}

/** Milliseconds of each period. */
export const PERIODS: Readonly<Record<Period, number>> = {
  day: 86_400_000,
  week: 7 * 86_400_000,
  year: 365.2425 * 86_400_000,
};

/** Returns the periods that the times cover. Longer periods need a longer time span. */
function periodsOf(times: Float64Array): Period[] {
  const span = times.reduce((a, b) => Math.max(a, b)) - times.reduce((a, b) => Math.min(a, b));
  const ofDay = times.map((time) => time - Math.floor(time / PERIODS.day) * PERIODS.day);
  return [
    ...(ofDay.every((time) => time === ofDay[0]) ? [] : (["day"] as const)),
    ...(["week", "year"] as const).filter((period) => span >= PERIODS[period]),
  ];
}
