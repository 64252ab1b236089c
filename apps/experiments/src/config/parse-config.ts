import { z } from "zod";
import type { Config } from "./config.js";

/** What is wrong with a config: where, what came, what was expected. */
export interface ConfigIssue {
  /** The key at fault: `batchSize`. */
  readonly key: string;
  readonly came: unknown;
  readonly expected: string;
}

/** Checks a config, from options or from a file. The first issue is returned in its stead. */
export function parseConfig(value: unknown): { config: Config } | { issue: ConfigIssue } {
  const { data, error } = schema.safeParse(value);
  if (data) return { config: data };
  const { path, message, ...issue } = error.issues[0]!;
  const key = issue.code === "unrecognized_keys" ? issue.keys[0]! : String(path[0] ?? "");
  const came = (value as Record<string, unknown> | null)?.[key];
  const expected = issue.code === "unrecognized_keys" ? "no such key" : message;
  return { issue: { key, came, expected } };
}

const shares = {
  testShare: number("a number above 0 and below 1", (value) => value > 0 && value < 1),
  validationShare: number("a number from 0 to below 1", (value) => value >= 0 && value < 1),
};

const common = {
  ...shares,
  steps: whole(1),
  learningRate: number("a number above 0", (value) => value > 0 && value < Infinity),
  schedule: oneOf(["constant", "cosine"]),
  batchSize: z.union([z.literal("full"), whole(1)], { error: "a whole number from 1, or full" }),
  samples: whole(1),
  hidden: widths(),
  logPartitionHidden: widths(),
  activation: oneOf(["relu", "elu", "tanh", "swish", "softplus"]),
  weightDecay: number("a number from 0", (value) => value >= 0 && value < Infinity),
  seed: number("a whole number", Number.isSafeInteger),
  runtime: oneOf(["onnx", "tfjs"]),
  loss: oneOf(["logistic", "sparsemax"]),
  versions: z.record(z.string(), z.string()),
};

const dataset = z.strictObject({ dataset: z.string() });
const file = z.strictObject({ path: z.string(), sha256: z.string() });

const schema: z.ZodType<Config> = z.discriminatedUnion(
  "task",
  [
    z.strictObject({
      task: z.literal("multilabel"),
      data: z.union(
        [dataset, z.strictObject({ train: file, test: file.optional(), labels: file })],
        {
          error: "a data set, or files",
        },
      ),
      model: oneOf(["unary", "pairwise"]),
      split: oneOf(["random", "files"]),
      emptyRows: oneOf(["keep", "drop"]),
      ...common,
    }),
    z.strictObject({
      task: z.literal("label-ranking"),
      data: z.union([dataset, z.strictObject({ file })], { error: "a data set, or a file" }),
      model: oneOf(["permutahedron", "birkhoff"]),
      ...common,
    }),
  ],
  { error: "multilabel or label-ranking" },
);

function number(expected: string, passes: (value: number) => boolean): z.ZodType<number> {
  return z.custom<number>((value) => typeof value === "number" && passes(value), expected);
}

function whole(from: number): z.ZodType<number> {
  const expected = `a whole number from ${from}`;
  return number(expected, (value) => Number.isSafeInteger(value) && value >= from);
}

function widths(): z.ZodType<number[]> {
  const expected = "widths such as 128 or 64,64, or none";
  return z.custom<number[]>(
    (value) =>
      Array.isArray(value) && value.every((width) => Number.isSafeInteger(width) && width > 0),
    expected,
  );
}

function oneOf<const Value extends string>(values: readonly Value[]): z.ZodType<Value> {
  return z.enum(values, { error: `one of ${values.join(", ")}` }) as unknown as z.ZodType<Value>;
}
