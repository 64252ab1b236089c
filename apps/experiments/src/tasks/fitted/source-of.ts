import type { MultilabelSource } from "@ebm/models";
import type { PreparedRows } from "../structured/prepare-rows.js";
import type { RawRows } from "../structured/raw-rows.js";

/** Returns what a model stores about the rows that it was fitted to. */
export function sourceOf(
  { name, features, notes }: RawRows,
  prepared: PreparedRows,
): Omit<MultilabelSource, "target"> {
  return {
    dataset: name,
    columns: features.columns,
    preprocessor: prepared.preprocessor,
    rows: prepared.train.x.shape[0],
    notes: [...notes, ...prepared.notes],
  };
}
