import type { RunConfig } from "../run-files/run-config.js";
import type { Task } from "./task.js";

/** The first problem of a config: the key, its value, and the expected value. */
export interface ConfigIssue {
  /** The invalid key, such as `batchSize`. */
  readonly key: string;
  readonly actual: unknown;
  readonly expected: string;
}

/** Checks a config from options or from a file. Returns its task, or else the first issue. */
export function parseConfig(
  value: unknown,
  tasks: readonly Task[],
): { readonly task: Task; readonly config: RunConfig } | { readonly issue: ConfigIssue } {
  const record = (value ?? {}) as Readonly<Record<string, unknown>>;
  const task = tasks.find(({ name }) => name === record.task);
  if (!task) {
    const expected = tasks.map(({ name }) => name).join(" or ");
    return { issue: { key: "task", actual: record.task, expected } };
  }
  const { data, error } = task.schema.safeParse(value);
  if (data) return { task, config: data };
  const { path, message, ...issue } = error.issues[0]!;
  const isUnknown = issue.code === "unrecognized_keys";
  const key = isUnknown ? issue.keys[0]! : String(path[0] ?? "");
  return { issue: { key, actual: record[key], expected: isUnknown ? "no such key" : message } };
}
