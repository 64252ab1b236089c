import type { RunConfig } from "../run-files/run-config.js";
import { shellWord } from "../shell-word.js";
import { formatNames } from "./tables/names.js";
import type { Task } from "./task.js";

/**
 * Returns the command that starts a run of this config: its data, and the options that differ from
 * the defaults.
 */
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

/** Returns the option that sets a key of a config: --batch-size. */
export function flagOf(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Formats a value as it is typed, before a shell removes its quotes. */
export function textOf(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? "none" : formatNames(value.map(String));
}

/** Matches widths of layers and similar values, which need no quotes. */
function wordOf(value: unknown): string {
  const text = textOf(value);
  return /^[\d,]+$/.test(text) ? text : shellWord(text);
}

/** The keys that a run adds to its config. No option sets them. */
const FOUND = "columns";
