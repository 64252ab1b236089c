import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeDurably } from "@ebm/core/files";
import type { ReportData } from "../report/report-data.js";
import { FILES } from "./files.js";
import { exists, parseJson } from "./json-files.js";

/** Reads the data of a run's report. Returns undefined if report.json does not exist. */
export async function readReportJson(directory: string): Promise<ReportData | undefined> {
  const path = join(directory, FILES.report);
  if (!(await exists(path))) return undefined;
  return parseJson(path, await readFile(path, "utf8")) as ReportData;
}

/** Writes the data of a run's report on one line, because it has thousands of numbers. */
export async function writeReportJson(directory: string, data: ReportData): Promise<void> {
  await writeDurably(join(directory, FILES.report), `${JSON.stringify(data)}\n`);
}
