import type { FittedColumn, Preprocessor } from "./preprocessor.js";

/** The names of the columns of the matrix that `applyPreprocessor` makes. */
export function featureNames({ columns }: Pick<Preprocessor, "columns">): string[] {
  return columns.flatMap((column) => [
    ...valueNames(column),
    ...(column.hasMissing ? [`${column.name} is missing`] : []),
  ]);
}

function valueNames(column: FittedColumn): string[] {
  const { name } = column;
  switch (column.kind) {
    case "number":
      return column.scale === 0 ? [] : [name];
    case "boolean":
      return [name];
    case "datetime":
      return [
        ...(column.scale === 0 ? [] : [name]),
        ...column.periods.flatMap((period) => [`${name} sin ${period}`, `${name} cos ${period}`]),
      ];
    case "category": {
      const { categories, unknown } = column;
      const values = categories.length === 2 ? categories.slice(1) : categories;
      const names = values.map((value) => `${name}=${value}`);
      return unknown === "state" ? [...names, `${name} is unknown`] : names;
    }
  }
}
