import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { LogPartition, RunDetail } from "@ebm/dashboard/api";
import { FILES } from "../run-files/files.js";
import { readConfigFile } from "../run-files/read-config-file.js";
import { readReportJson } from "../run-files/report-json.js";
import { commandOf } from "../tasks/command-of.js";
import { tasks } from "../tasks/index.js";
import { parseConfig } from "../tasks/parse-config.js";
import type { History } from "./history.js";
import { listFiles } from "./list-files.js";
import type { IndexedRun } from "./run-index.js";

export interface ReadDetailOptions {
  readonly history: History;
  /** The last lines of the program that trains. */
  readonly output: string;
}

/** Reads what the page of a run shows: from its report if there is one, otherwise from its config. */
export async function readDetail(
  { directory, row }: IndexedRun,
  { history, output }: ReadDetailOptions,
): Promise<RunDetail> {
  const report = await readReportJson(directory).catch(() => undefined);
  const names = await listFiles(directory);
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: (await stat(join(directory, name))).size })),
  );
  const {
    logPartition,
    logPartitionBracket,
    calibration,
    command,
    metricFacts,
    headline,
    published,
  } = report ?? (await factsOfConfig(directory));
  return {
    row,
    versions: await versionsOf(directory),
    ...(command !== undefined && { command }),
    metricFacts: metricFacts ?? {},
    headline: headline ?? [],
    published: published ?? [],
    warnings: report?.warnings ?? [],
    rollbacks: history.rollbacks,
    files,
    hasReport: names.includes(FILES.page),
    ...(logPartition && { logPartition: logPartition as LogPartition }),
    ...(logPartitionBracket && { logPartitionBracket }),
    ...(calibration && { calibration }),
    output,
  };
}

type Facts = Partial<
  Pick<
    RunDetail,
    | "logPartition"
    | "logPartitionBracket"
    | "calibration"
    | "command"
    | "metricFacts"
    | "headline"
    | "published"
  >
>;

async function factsOfConfig(directory: string): Promise<Facts> {
  const config = await readConfigFile(directory).catch(() => undefined);
  const parsed = config && parseConfig(config.value, tasks);
  if (!parsed || !("config" in parsed)) return {};
  const { task } = parsed;
  return {
    command: commandOf(task, parsed.config),
    metricFacts: task.metricFacts,
    headline: task.headline,
    published: task.published(parsed.config),
  };
}

async function versionsOf(directory: string): Promise<RunDetail["versions"]> {
  const config = await readConfigFile(directory).catch(() => undefined);
  return (
    (config?.value as { readonly versions?: RunDetail["versions"] } | undefined)?.versions ?? {}
  );
}
