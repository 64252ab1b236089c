import type { TableColumn } from "./table.js";

/** The values of a column as texts; undefined where one is missing. */
export function textsOf(column: TableColumn): readonly (string | undefined)[] {
  switch (column.kind) {
    case "text":
      return column.values;
    case "category":
      return Array.from(column.values, (code) => column.categories[code]);
    case "boolean":
      return Array.from(column.values, (bit) => (bit < 0 ? undefined : `${bit === 1}`));
    case "number":
      return Array.from(column.values, (value) => (Number.isNaN(value) ? undefined : `${value}`));
    case "datetime":
      return Array.from(column.values, (time) =>
        Number.isNaN(time) ? undefined : new Date(time).toISOString(),
      );
  }
}
