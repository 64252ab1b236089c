import { z } from "zod";
import type { DataFile } from "../run-files/run-config.js";
import { dataset, file, oneOf } from "./fields.js";
import { type FittedConfig, fittedFields } from "./fitted/fitted-config.js";
import { type StructuredConfig, structuredFields } from "./structured/structured-config.js";

/** The config of a model of the paper. */
export interface MultilabelConfig extends StructuredConfig {
  readonly task: "multilabel";
  readonly data:
    | { readonly dataset: string }
    | {
        readonly file: DataFile;
        readonly test?: DataFile | undefined;
        readonly labels?: DataFile | undefined;
      };
  readonly model: "unary" | "pairwise";
  /** Whether rows without a label are kept. */
  readonly emptyRows: "keep" | "drop";
}

/** The keys that the configs of all models have. */
const common = {
  task: z.literal("multilabel"),
  data: z.union(
    [dataset, z.strictObject({ file, test: file.optional(), labels: file.optional() })],
    {
      error: "a data set, or files",
    },
  ),
  emptyRows: oneOf(["keep", "drop"]),
};

const ofPapers = z.strictObject({
  ...common,
  model: z.enum(["unary", "pairwise"]),
  ...structuredFields,
});

const ofStack = z.strictObject({
  ...common,
  model: z.literal("stack"),
  ...fittedFields,
  base: oneOf(["chain", "stack", "independent", "frequencies"]).optional(),
  energy: oneOf(["none", "auto", "pairs", "low-rank", "mlp"]).optional(),
});

/** The schema of the configs of all models. */
export const multilabelSchema: z.ZodType<MultilabelConfig | FittedConfig> = z.discriminatedUnion(
  "model",
  [ofStack, ofPapers],
  { error: "one of stack, unary, pairwise" },
);
