import type { FitReport } from "./fitted-model.js";
import type { NamedColumn } from "./table-rows.js";

/** All that a fitted model consists of. */
export interface SavedModel<Params = unknown> {
  readonly card: SavedCard<Params>;
  /** The bytes of each ONNX file by its name, made or read when they are asked for. */
  readonly files: Readonly<Record<string, () => Promise<Uint8Array>>>;
}

/** The contents of `model.json`: plain data. */
export interface SavedCard<Params = unknown> {
  readonly kind: string;
  /** The kinds of the columns that it learned from. */
  readonly columns: readonly NamedColumn[];
  readonly report: FitReport;
  /** The meaning of the columns, and the parameters that are not in the files. */
  readonly params: Params;
}
