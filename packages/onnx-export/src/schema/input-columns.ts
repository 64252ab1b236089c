import type { FittedColumnLike, PreprocessorLike } from "./preprocessor-like.js";
import type { InputColumn } from "./schema.js";

/** Returns the columns that a preprocessor takes, as a schema describes them. */
export function inputColumns({ columns }: PreprocessorLike): InputColumn[] {
  return columns.map(inputColumn);
}

function inputColumn(fitted: FittedColumnLike): InputColumn {
  const { name, hasMissing } = fitted;
  const missing = hasMissing ? "state" : "imputed";
  if (fitted.kind !== "category") return { name, kind: fitted.kind, missing };
  const { kind, categories, unknown } = fitted;
  return { name, kind, missing, categories, unknown };
}
