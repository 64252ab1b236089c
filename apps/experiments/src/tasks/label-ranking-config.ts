import { z } from "zod";
import type { DataFile } from "../run-files/run-config.js";
import { dataset, file, oneOf } from "./fields.js";
import { type FittedConfig, fittedFields } from "./fitted/fitted-config.js";
import { type StructuredConfig, structuredFields } from "./structured/structured-config.js";

/** The config of a model of the paper. */
export interface LabelRankingConfig extends StructuredConfig {
  readonly task: "label-ranking";
  readonly data:
    | { readonly dataset: string }
    | { readonly file: DataFile; readonly test?: DataFile | undefined };
  readonly model: "permutahedron" | "birkhoff";
}

/** The keys that the configs of all models have. */
const common = {
  task: z.literal("label-ranking"),
  data: z.union([dataset, z.strictObject({ file, test: file.optional() })], {
    error: "a data set, or a file",
  }),
};

const ofPapers = z.strictObject({
  ...common,
  model: z.enum(["permutahedron", "birkhoff"]),
  ...structuredFields,
});

const ofStack = z.strictObject({
  ...common,
  model: z.literal("stack"),
  ...fittedFields,
  base: oneOf(["chain", "stack", "frequencies"]).optional(),
  energy: oneOf(["none", "auto", "pairs"]).optional(),
});

/** The schema of the configs of all models. */
export const labelRankingSchema: z.ZodType<LabelRankingConfig | FittedConfig> =
  z.discriminatedUnion("model", [ofStack, ofPapers], {
    error: "one of stack, permutahedron, birkhoff",
  });
