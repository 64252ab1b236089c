import { z } from "zod";
import type { RunConfig } from "../run-files/run-config.js";

/** Returns the schema of a number. */
export function number(expected: string, passes: (value: number) => boolean): z.ZodType<number> {
  return z.custom<number>((value) => typeof value === "number" && passes(value), expected);
}

export function whole(from: number): z.ZodType<number> {
  const expected = `a whole number from ${from}`;
  return number(expected, (value) => Number.isSafeInteger(value) && value >= from);
}

export function widths(): z.ZodType<number[]> {
  const expected = "widths such as 128 or 64,64, or none";
  return z.custom<number[]>(
    (value) =>
      Array.isArray(value) && value.every((width) => Number.isSafeInteger(width) && width > 0),
    expected,
  );
}

export function oneOf<const Value extends string>(values: readonly Value[]): z.ZodType<Value> {
  return z.enum(values, { error: `one of ${values.join(", ")}` }) as unknown as z.ZodType<Value>;
}

/** A data set by its name. */
export const dataset: z.ZodType<{ dataset: string }> = z.strictObject({ dataset: z.string() });

/** A file of the user's. */
export const file: z.ZodType<{ path: string; sha256: string }> = z.strictObject({
  path: z.string(),
  sha256: z.string(),
});

/** A schema for each key of a config. */
export type Fields<C> = { readonly [Key in keyof C]-?: z.ZodType<C[Key]> };

/** The fields that every config has. */
export const runFields: Fields<Omit<RunConfig, "task" | "data">> = {
  steps: whole(1),
  seed: number("a whole number", Number.isSafeInteger),
  versions: z.record(z.string(), z.string()),
};
