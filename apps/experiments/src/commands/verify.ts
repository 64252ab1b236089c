import { dirname, resolve } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { readSignature, withMetadata } from "@ebm/onnx-export";
import type { Command } from "commander";
import writeFileAtomic from "write-file-atomic";
import { UsageError } from "../errors.js";
import { describeVerification } from "../export/describe-verification.js";
import { readModel } from "../export/read-model.js";
import { tellReport } from "../export/tell-report.js";
import { type Opened, type RuntimeReport, verifyFile } from "../export/verify-file.js";
import { formatError } from "../report/format.js";

interface VerifyOptions {
  readonly in?: string;
  readonly tolerance: number;
  readonly write?: boolean;
  readonly json?: boolean;
}

/** `ebm verify`. */
export function addVerify(program: Command): void {
  program
    .command("verify")
    .summary("run ONNX files in every runtime there is, against what was trained")
    .description(
      `Runs files that \`ebm export\` wrote on the inputs in their metadata, in batches of 1, 7 and 64, and compares what each runtime gives with what the trained model gave. The runtimes: node (onnxruntime-node), wasm (onnxruntime-web in Node), jax (@jax-js/onnx), python (onnxruntime), reference (ONNX's checker and evaluator), browser (onnxruntime-web in Chromium), webgpu (the same, slow without a GPU). EBM_PYTHON and EBM_CHROMIUM say where to find those that are not here.`,
    )
    .argument("<files...>", "ONNX files")
    .option("--in <names>", "runtimes (default: all but webgpu)")
    .option("--tolerance <error>", "the largest relative error that passes", Number, 1e-5)
    .option(
      "--write",
      "keep what was found in the metadata of the files, and in the report of their run",
    )
    .option("--json", "print a JSON object a line on stdout, and nothing else there")
    .action(async (files: string[], options: VerifyOptions) => {
      // loaded here, for it takes longer than most commands
      const { runtimes } = await import("../export/runtimes/runtimes.js");
      const names = options.in?.split(",") ?? Object.keys(runtimes).filter((it) => it !== "webgpu");
      const offers = names.map((name) => {
        const offer = runtimes[name];
        if (offer) return offer;
        throw new UsageError(`--in has ${name}, expected some of ${Object.keys(runtimes)}.`);
      });
      const opened: Opened[] = [];
      for (const { name, open } of offers) opened.push({ name, ...(await open()) });
      try {
        await verifyAll(files, { ...options, opened });
      } finally {
        for (const runtime of opened) if ("dispose" in runtime) await runtime.dispose();
      }
    });
}

async function verifyAll(
  files: readonly string[],
  { opened, tolerance, json, write }: VerifyOptions & { readonly opened: readonly Opened[] },
): Promise<void> {
  const wrong: string[] = [];
  for (const file of files) {
    const path = resolve(file);
    const reports: RuntimeReport[] = [];
    if (files.length > 1 && !json) process.stdout.write(`${file}\n`);
    for await (const report of verifyFile(path, { runtimes: opened, tolerance })) {
      reports.push(report);
      const line = JSON.stringify({ event: "verify", file: path, ...report });
      process.stdout.write(json ? `${line}\n` : told(report));
    }
    if (write) await keep(path, reports);
    const failed = reports.find((report) => "pass" in report && !report.pass);
    if (failed) wrong.push(`${file} is off by more than ${tolerance} in ${failed.runtime}.`);
    if (!reports.some((report) => "pass" in report)) wrong.push(`${file} ran in no runtime.`);
  }
  if (wrong.length > 0) throw new EbmError(wrong.join(" "));
}

function told(report: RuntimeReport): string {
  const name = report.runtime.padEnd(36);
  if ("missing" in report) return `${name} not here: ${report.missing}\n`;
  if ("refused" in report) return `${name} ${report.version} refuses it: ${report.refused}\n`;
  const batches = [...new Set(report.errors.map(({ batch }) => batch))].map((batch) => {
    const own = report.errors.filter((error) => error.batch === batch);
    const largest = (of: "absolute" | "relative"): string =>
      formatError(Math.max(...own.map((error) => error[of])));
    return `batch ${batch}: ${largest("relative")} (absolute ${largest("absolute")})`;
  });
  const verdict = report.pass ? "" : "  TOO FAR";
  return `${name} ${batches.join(", ")}${verdict}  [${report.version}]\n`;
}

async function keep(path: string, reports: readonly RuntimeReport[]): Promise<void> {
  const bytes = await readModel(path);
  const known = JSON.parse(readSignature(bytes).metadata.verification ?? "[]") as {
    runtime: string;
  }[];
  const found = reports.flatMap((report) =>
    "pass" in report ? [describeVerification({ ...report, name: report.runtime }, report)] : [],
  );
  const others = known.filter(({ runtime }) => found.every((it) => it.runtime !== runtime));
  const verification = JSON.stringify([...others, ...found]);
  await writeFileAtomic(path, Buffer.from(withMetadata(bytes, { verification })));
  await tellReport(dirname(path));
}
