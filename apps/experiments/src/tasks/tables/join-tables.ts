import type { CategoryColumn, Table, TableColumn } from "@ebm/datasets";

/** Joins the rows of a table and those of another one, which has the same columns in any order. */
export function joinTables(first: Table, second: Table): Table {
  const others = new Map(second.columns.map((column) => [column.name, column]));
  return {
    ...first,
    rows: first.rows + second.rows,
    columns: first.columns.map((column) => joined(column, others.get(column.name)!)),
  };
}

function joined(first: TableColumn, second: TableColumn): TableColumn {
  const { kind } = first;
  if (kind === "number" && second.kind === kind) return { ...first, values: all(first, second) };
  if (kind === "datetime" && second.kind === kind) return { ...first, values: all(first, second) };
  if (kind === "boolean" && second.kind === kind) {
    const values = new Int8Array(first.values.length + second.values.length);
    values.set(first.values);
    values.set(second.values, first.values.length);
    return { ...first, values };
  }
  if (kind === "text" && second.kind === kind) {
    return { ...first, values: [...first.values, ...second.values] };
  }
  return joinedCategories(first as CategoryColumn, second as CategoryColumn);
}

function all(
  { values }: { readonly values: Float64Array },
  { values: others }: { readonly values: Float64Array },
): Float64Array {
  const both = new Float64Array(values.length + others.length);
  both.set(values);
  both.set(others, values.length);
  return both;
}

function joinedCategories(first: CategoryColumn, second: CategoryColumn): CategoryColumn {
  const categories = [...new Set([...first.categories, ...second.categories])];
  const codes = new Map(categories.map((category, code) => [category, code]));
  const moved = second.values.map((code) =>
    code < 0 ? code : codes.get(second.categories[code]!)!,
  );
  const values = new Int32Array(first.values.length + moved.length);
  values.set(first.values);
  values.set(moved, first.values.length);
  return { ...first, categories, values };
}
