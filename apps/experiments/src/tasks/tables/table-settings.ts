import { z } from "zod";
import { type Fields, oneOf, whole } from "../fields.js";

/** The settings of a run on the user's own files: how they are read, and what their columns are for. */
export interface TableSettings {
  /** The column to predict. */
  readonly target?: string | undefined;
  /** The columns that are labels. */
  readonly labels?: readonly string[] | undefined;
  /** The columns to predict from. */
  readonly features?: readonly string[] | undefined;
  /** The columns to leave out of the features. */
  readonly drop?: readonly string[] | undefined;
  /** Kinds of columns that the user gave, each as `age=number`. */
  readonly types?: readonly string[] | undefined;
  /** The kinds of all columns, each as `age=number`: what the first reading found. */
  readonly columns?: readonly string[] | undefined;
  /** Texts that stand for a missing value. */
  readonly missing?: readonly string[] | undefined;
  readonly header?: "auto" | "yes" | "no" | undefined;
  readonly decimal?: "." | "," | undefined;
  /** The memory that a table may take, in MB. */
  readonly memory?: number | undefined;
  /** The column that has the weight of each row. */
  readonly weight?: string | undefined;
}

/** The settings of how rows are split. */
export interface SplitSettings {
  /**
   * How test rows are chosen: `random`, `files` (those of the test file), `stratified` (by label),
   * `time:COLUMN` (the latest) or `group:COLUMN` (whole groups). Default: "random".
   */
  readonly split?: string | undefined;
  /** The number of parts of the rows, one of which is for testing. Default: `testShare` decides. */
  readonly folds?: number | undefined;
  /** Which part is for testing, counted from 1. Default: 1. */
  readonly fold?: number | undefined;
}

const text = z.string().optional();
const names = z.array(z.string()).optional();
const KIND = /=(number|category|boolean|datetime|text)$/;
const kinds = z
  .array(
    z.custom<string>((value) => typeof value === "string" && KIND.test(value)),
    {
      error: "columns and kinds such as age=number,zip=category",
    },
  )
  .optional();

export const tableFields: Fields<TableSettings> = {
  target: text,
  labels: names,
  features: names,
  drop: names,
  types: kinds,
  columns: kinds,
  missing: names,
  header: oneOf(["auto", "yes", "no"]).optional(),
  decimal: oneOf([".", ","]).optional(),
  memory: whole(1).optional(),
  weight: text,
};

export const splitFields: Fields<SplitSettings> = {
  split: z
    .custom<string>(
      (value) => typeof value === "string" && SPLIT.test(value),
      "random, files, stratified, time:COLUMN or group:COLUMN",
    )
    .optional(),
  folds: whole(2).optional(),
  fold: whole(1).optional(),
};

const SPLIT = /^(random|files|stratified|(time|group):.+)$/s;

/** The column that a split goes by, if it goes by one. */
export function splitColumn({
  split = "random",
}: SplitSettings): { readonly by: "time" | "group"; readonly column: string } | undefined {
  const [, by, column] = /^(time|group):(.+)$/s.exec(split) ?? [];
  return column === undefined ? undefined : { by: by as "time" | "group", column };
}
