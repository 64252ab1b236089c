import { z } from "zod";
import { type Fields, oneOf, whole } from "../fields.js";

/**
 * The options of a run on the user's own files: how to read them, and the roles of their columns.
 */
export interface TableSettings {
  /** The column to predict. */
  readonly target?: string | undefined;
  /** The columns that are labels. */
  readonly labels?: readonly string[] | undefined;
  /** The columns to predict from. */
  readonly features?: readonly string[] | undefined;
  /** The columns to leave out of the features. */
  readonly drop?: readonly string[] | undefined;
  /** Kinds of columns that the user named, each as `age=number`. */
  readonly types?: readonly string[] | undefined;
  /** The kinds of all columns, each as `age=number`, as found when the file was first read. */
  readonly columns?: readonly string[] | undefined;
  /** Texts that mean a missing value. */
  readonly missing?: readonly string[] | undefined;
  readonly header?: "auto" | "yes" | "no" | undefined;
  readonly decimal?: "." | "," | undefined;
  /** The memory limit of a table, in MB. */
  readonly memory?: number | undefined;
  /** The column that contains the weight of each row. */
  readonly weight?: string | undefined;
}

/** The options of how to split rows. */
export interface SplitSettings {
  /**
   * The way to choose test rows: `random`, `files` (those of the test file), `stratified` (by
   * label), `time:COLUMN` (the latest) or `group:COLUMN` (whole groups). Default: "random".
   */
  readonly split?: string | undefined;
  /**
   * Number of folds, one of which is for testing. Default: `testShare` determines the test rows.
   */
  readonly folds?: number | undefined;
  /** The number of the fold for testing, counted from 1. Default: 1. */
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

/** Returns the column that a split uses, if there is one. */
export function splitColumn({
  split = "random",
}: SplitSettings): { readonly by: "time" | "group"; readonly column: string } | undefined {
  const [, by, column] = /^(time|group):(.+)$/s.exec(split) ?? [];
  return column === undefined ? undefined : { by: by as "time" | "group", column };
}
