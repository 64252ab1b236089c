import { UsageError } from "../../errors.js";
import type { DataFile } from "../../run-files/run-config.js";
import { flagOf } from "../command-of.js";
import { describeDataFile } from "../data-file.js";
import type { Settings } from "../task.js";
import { tableSettings } from "./table-options.js";

export interface TableSourceRules {
  /** The options that only apply to the user's own files, besides those of `tableSettings`. */
  readonly own: readonly string[];
  /** The reason, in an error, why --dataset does not go with such an option. */
  readonly refusal: string;
  /** Checks the settings of the user's own files. Default: no check. */
  readonly checkOwn?: ((settings: Settings) => void) | undefined;
}

export type TableSource = { dataset: string } | { file: DataFile; test?: DataFile };

/**
 * Divides options into settings and the source of the rows: --dataset, or one's own --file (also
 * --train) with or without --test.
 *
 * @throws {UsageError} If not exactly one source is given, or an option does not go with it.
 */
export async function parseTableSource(
  options: Settings,
  { own, refusal, checkOwn }: TableSourceRules,
): Promise<{ data: TableSource; settings: Settings }> {
  const { dataset, file, train, test, ...others } = options as Sources & Settings;
  const sources = [dataset, file, train].filter((source) => source !== undefined);
  if (sources.length !== 1) {
    throw new UsageError("expected one of --dataset, --file and --train.");
  }
  if (dataset !== undefined) {
    const option = test === undefined ? own.find((name) => others[name] !== undefined) : "test";
    if (option !== undefined) {
      throw new UsageError(`${flagOf(option)} is for your own files${refusal}`);
    }
    return { data: { dataset }, settings: tableSettings(others, true) };
  }
  checkOwn?.(others);
  const settings = tableSettings(others, false);
  if (settings.split === "files" && test === undefined) {
    throw new UsageError("--split is files, which needs --test.");
  }
  const data = {
    file: await describeDataFile((file ?? train)!),
    ...(test !== undefined && { test: await describeDataFile(test) }),
  };
  return { data, settings };
}

type Sources = Readonly<Record<"dataset" | "file" | "train" | "test", string | undefined>>;
