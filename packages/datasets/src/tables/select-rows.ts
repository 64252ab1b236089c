import { EbmError } from "@ebm/core/errors";
import type { Table, TableColumn } from "./table.js";

/** The rows of a table at `indices`, in that order, copied. */
export function selectRows(table: Table, indices: ArrayLike<number>): Table {
  for (let i = 0; i < indices.length; i++) {
    const row = indices[i]!;
    if (Number.isInteger(row) && row >= 0 && row < table.rows) continue;
    throw new EbmError(
      `selectRows: \`indices\` has ${row}, expected a row from 0 to ${table.rows - 1}.`,
    );
  }
  const columns = table.columns.map((column) => take(column, indices));
  return { ...table, rows: indices.length, columns };
}

function take(column: TableColumn, indices: ArrayLike<number>): TableColumn {
  switch (column.kind) {
    case "number":
    case "datetime":
      return { ...column, values: Float64Array.from(indices, (row) => column.values[row]!) };
    case "category":
      return { ...column, values: Int32Array.from(indices, (row) => column.values[row]!) };
    case "boolean":
      return { ...column, values: Int8Array.from(indices, (row) => column.values[row]!) };
    case "text":
      return { ...column, values: Array.from(indices, (row) => column.values[row]) };
  }
}
