import { readFile } from "node:fs/promises";
import { EbmError } from "@ebm/core/errors";
import { parseJson } from "../run-files/json-files.js";
import { type SweepFile, sweepSchema } from "./sweep-schema.js";

/** @throws {EbmError} If the file cannot be read, or does not match the schema. */
export async function readSweepFile(path: string): Promise<SweepFile> {
  const text = await readFile(path, "utf8").catch((cause: Error) => {
    throw new EbmError(`${path} cannot be read: ${cause.message}.`, { cause });
  });
  const value = parseJson(path, text);
  const { data, error } = sweepSchema.safeParse(value);
  if (data) return data;
  const { path: keys, message, ...issue } = error.issues[0]!;
  if (issue.code === "unrecognized_keys") {
    const key = [...keys, issue.keys[0]].join(".");
    throw new EbmError(`${path}: \`${key}\` is unknown. \`ebm sweep --schema\` lists all keys.`);
  }
  const actual = keys.reduce<unknown>(
    (inner, key) => (inner as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    value,
  );
  const expected = message.replace(/^Invalid input: expected /, "");
  throw new EbmError(
    `${path}: \`${keys.join(".")}\` is ${JSON.stringify(actual) ?? "missing"}, expected ${expected}.`,
  );
}
