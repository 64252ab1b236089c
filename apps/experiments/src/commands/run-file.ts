import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { nearest, quoted } from "@ebm/core/naming";
import type { Command } from "commander";
import { UsageError } from "../errors.js";
import { parseJson } from "../run-files/json-files.js";
import { textOf } from "../tasks/command-of.js";

/** The options that name files. In a file they start at its directory. */
const PATHS = ["file", "train", "test", "dataDir", "out"];

/**
 * Reads the task and the options of a run from a JSON file, and returns them as they are typed. Keys are
 * the names of options: `"testShare": 0.3` is `--test-share 0.3`.
 *
 * @throws {UsageError} If the file cannot be read, or a key or the kind of a value is unknown.
 */
export async function readRunFile(path: string, run: Command): Promise<string[]> {
  const text = await readFile(path, "utf8").catch((cause: Error) => {
    throw new UsageError(`${path} cannot be read: ${cause.message}.`, { cause });
  });
  const value = parseJson(path, text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(`${path} is no object, expected {"task": "multilabel", …}.`);
  }
  const { $schema: _, task, ...settings } = value as Readonly<Record<string, unknown>>;
  const command = run.commands.find((each) => each.name() === task);
  if (command === undefined) {
    const names = run.commands.map((each) => each.name()).join(", ");
    throw new UsageError(`${path}: \`task\` is ${JSON.stringify(task)}, expected one of ${names}.`);
  }
  const options = Object.entries(settings).map(([key, entry]) => {
    const option = command.options.find((each) => each.attributeName() === key);
    const at = `${path}: ${quoted(key)}`;
    if (option === undefined) {
      const names = command.options.map((each) => each.attributeName());
      const hint = nearest(key, names).replace("The columns are", "The keys are");
      throw new UsageError(`${at} is unknown. ${hint}`);
    }
    if (option.isBoolean()) {
      if (typeof entry !== "boolean") {
        throw new UsageError(`${at} is ${JSON.stringify(entry)}, expected true or false.`);
      }
      return entry ? [option.long!] : [];
    }
    if (!isText(entry) && !(Array.isArray(entry) && entry.every(isText))) {
      throw new UsageError(
        `${at} is ${JSON.stringify(entry)}, expected a text, a number or a list of them.`,
      );
    }
    const isPath = PATHS.includes(key) || (key === "labels" && /\.xml$/i.test(String(entry)));
    // one word, so that a value may start with a dash
    return [`${option.long!}=${isPath ? resolve(dirname(path), String(entry)) : textOf(entry)}`];
  });
  return [command.name(), ...options.flat()];
}

function isText(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
