import { z } from "zod";
import type { DataFile } from "../../run-files/run-config.js";
import { dataset, file, oneOf } from "../fields.js";
import { type FittedConfig, fittedFields } from "../fitted/fitted-config.js";

export interface RegressionConfig extends Omit<FittedConfig, "model"> {
  readonly task: "regression";
  readonly data:
    | { readonly dataset: string }
    | { readonly file: DataFile; readonly test?: DataFile | undefined };
  /** Whether an energy is fitted on top of the base. */
  readonly energy: "auto" | "none";
}

export const regressionSchema: z.ZodType<RegressionConfig> = z.strictObject({
  task: z.literal("regression"),
  data: z.union([dataset, z.strictObject({ file, test: file.optional() })], {
    error: "a data set, or files",
  }),
  ...fittedFields,
  energy: oneOf(["auto", "none"]),
});
