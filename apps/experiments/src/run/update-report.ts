import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSignature } from "@ebm/onnx-export";
import type { DescribedVerification } from "../export/describe-verification.js";
import type { ExportCheck } from "../report/report-data.js";
import { writeReport } from "../report/write-report.js";
import { FILES } from "../run-files/files.js";
import { exists } from "../run-files/json-files.js";
import { readReportJson, writeReportJson } from "../run-files/report-json.js";

/**
 * Writes the report of a run again, with the verification results in the metadata of its ONNX
 * files. Does nothing in a directory without a report.
 *
 * @returns The reason why a report was not updated. Undefined if it is up to date.
 */
export async function updateReport(directory: string): Promise<string | undefined> {
  const data = await readReportJson(directory);
  if (!data) {
    const page = join(directory, FILES.page);
    if (!(await exists(page))) return undefined;
    return `${page} stays as it is: an older version wrote it, without ${FILES.report}.`;
  }
  const files = (await readdir(directory)).filter((name) => name.endsWith(".onnx")).sort();
  const checks = await Promise.all(files.map((file) => checksOf(directory, file)));
  const updated = { ...data, exports: checks.flat() };
  await writeReportJson(directory, updated);
  await writeReport(directory, updated);
  return undefined;
}

async function checksOf(directory: string, file: string): Promise<ExportCheck[]> {
  const { metadata } = readSignature(await readFile(join(directory, file)));
  const verifications: DescribedVerification[] = JSON.parse(metadata.verification ?? "[]");
  return verifications.flatMap(({ runtime, version, pass, errors }) =>
    [...new Set(errors.map(({ batch }) => batch))].map((batch): ExportCheck => {
      const inBatch = errors.filter((error) => error.batch === batch);
      const largest = (name: "absolute" | "relative"): number =>
        Math.max(...inBatch.map((error) => error[name]));
      return {
        file,
        runtime: `${runtime} ${version}`,
        batch,
        maxAbsError: largest("absolute"),
        maxRelError: largest("relative"),
        passed: pass,
      };
    }),
  );
}
