import type { RunConfig } from "../run-files/run-config.js";
import { shellWord } from "../shell-word.js";
import { formatNames } from "./tables/names.js";
import type { Task } from "./task.js";

/** Returns the command that makes a run of this config: its data, and what is not the default. */
export function commandOf(
  { name, defaults }: Pick<Task, "name" | "defaults">,
  { task: _, data, versions, ...settings }: RunConfig,
): string {
  const standard = defaults(data, settings);
  const options = Object.entries(settings)
    .filter(([key, value]) => key !== FOUND && textOf(value) !== textOf(standard[key]))
    .map(([key, value]) => `${flagOf(key)} ${wordOf(value)}`);
  const sources = Object.entries(data).flatMap(([role, source]) =>
    source ? [`--${role} ${shellWord(typeof source === "string" ? source : source.path)}`] : [],
  );
  return ["ebm run", name, ...sources, ...options].join(" ");
}

/** The option that sets a key of a config: --batch-size. */
export function flagOf(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** A value as it is typed, before a shell takes off its quotes. */
export function textOf(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? "none" : formatNames(value.map(String));
}

/** Widths of layers and the like need no quotes. */
function wordOf(value: unknown): string {
  const text = textOf(value);
  return /^[\d,]+$/.test(text) ? text : shellWord(text);
}

/** What a run adds to its config, which no option sets. */
const FOUND = "columns";
