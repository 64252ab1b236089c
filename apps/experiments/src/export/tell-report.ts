import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSignature } from "@ebm/onnx-export";
import writeFileAtomic from "write-file-atomic";
import { toText } from "../report/html.js";
import { exportsSection } from "../report/page/exports-section.js";
import type { ExportCheck } from "../report/report-data.js";
import type { DescribedVerification } from "./describe-verification.js";

/** Has the report of a run, if there is one, show what its files know of their verification. */
export async function tellReport(directory: string): Promise<void> {
  const path = join(directory, "report.html");
  const page = await readFile(path, "utf8").catch(() => undefined);
  if (page === undefined) return;
  const files = (await readdir(directory)).filter((name) => name.endsWith(".onnx")).sort();
  const checks = await Promise.all(files.map((file) => checksOf(directory, file)));
  const [start = ""] = toText(exportsSection([])).trim().split("\n");
  const at = page.indexOf(start);
  const end = page.indexOf("</section>", at) + "</section>".length;
  const section = toText(exportsSection(checks.flat())).trim();
  await writeFileAtomic(path, page.slice(0, at) + section + page.slice(end));
}

async function checksOf(directory: string, file: string): Promise<ExportCheck[]> {
  const { metadata } = readSignature(await readFile(join(directory, file)));
  const verifications: DescribedVerification[] = JSON.parse(metadata.verification ?? "[]");
  return verifications.flatMap(({ runtime, version, pass, errors }) =>
    [...new Set(errors.map(({ batch }) => batch))].map((batch): ExportCheck => {
      const own = errors.filter((error) => error.batch === batch);
      const largest = (of: "absolute" | "relative"): number =>
        Math.max(...own.map((error) => error[of]));
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
