import { z } from "zod";
import type { DataFile } from "../../run-files/run-config.js";
import { dataset, file, number, oneOf, whole } from "../fields.js";
import { type RowsConfig, rowsFields } from "../structured/structured-config.js";

export interface BitsConfig extends RowsConfig {
  readonly task: "binary";
  readonly data:
    | { readonly dataset: string }
    | { readonly file: DataFile; readonly test?: DataFile | undefined };
  /** Whether an energy is fitted on top of the base. */
  readonly energy: "auto" | "none";
  /** Seconds that the fit may take on two idle cores. */
  readonly budget: number;
  /** Number of threads of large products, which may change the last bits. */
  readonly threads: number;
}

export const bitsSchema: z.ZodType<BitsConfig> = z.strictObject({
  task: z.literal("binary"),
  data: z.union([dataset, z.strictObject({ file, test: file.optional() })], {
    error: "a data set, or files",
  }),
  ...rowsFields,
  energy: oneOf(["auto", "none"]),
  budget: number("a number of seconds above 0", (value) => value > 0 && value < Infinity),
  threads: whole(1),
});
