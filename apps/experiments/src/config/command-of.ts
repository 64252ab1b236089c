import { shellWord } from "../output/shell-word.js";
import type { Config } from "./config.js";
import { defaultsFor, textOf } from "./defaults.js";

/** What to type for a run of this config: of its settings, those that are not the default. */
export function commandOf({ task, data, versions, ...settings }: Config): string {
  const defaults: Record<string, unknown> = { ...defaultsFor(task, data) };
  const options = Object.entries(settings)
    .filter(([key, value]) => textOf(value) !== textOf(defaults[key]))
    .map(([key, value]) => `${flagOf(key)} ${textOf(value)}`);
  const sources = Object.entries(data).map(
    ([role, source]) => `--${role} ${shellWord(typeof source === "string" ? source : source.path)}`,
  );
  return ["ebm run", task, ...sources, ...options].join(" ");
}

/** The option that sets a key of a config: --batch-size. */
export function flagOf(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
