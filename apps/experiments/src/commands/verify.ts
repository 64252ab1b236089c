import { basename, dirname, resolve } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { writeDurably } from "@ebm/core/files";
import { readSignature, withMetadata } from "@ebm/onnx-export";
import type { Command } from "commander";
import { UsageError } from "../errors.js";
import { describeVerification } from "../export/describe-verification.js";
import { readModel } from "../export/read-model.js";
import { type Opened, type RuntimeReport, verifyFile } from "../export/verify-file.js";
import { formatError } from "../report/format.js";
import { withLock } from "../run-files/lock-directory.js";
import { parseNumber } from "../tasks/option-values.js";

interface VerifyOptions {
  readonly in?: string;
  readonly tolerance: number | string;
  readonly write?: boolean;
  readonly json?: boolean;
}

/** The options of verification. */
interface Verifying extends VerifyOptions {
  readonly tolerance: number;
  readonly opened: readonly Opened[];
  /** Whether to print the name of each file. */
  readonly named: boolean;
}

/** Adds `ebm verify`. */
export function addVerify(program: Command): void {
  program
    .command("verify")
    .summary("verify ONNX files in every runtime")
    .description(
      `Runs files that \`ebm export\` wrote, and compares the outputs of each runtime with those of the trained model. The inputs are in the metadata of the files, in batches of 1, 7 and 64. Runtimes: node (onnxruntime-node), wasm (onnxruntime-web in Node), jax (@jax-js/onnx), python (onnxruntime), reference (ONNX's checker and evaluator), browser (onnxruntime-web in Chromium), webgpu (the same, slow without a GPU). EBM_PYTHON and EBM_CHROMIUM name a Python and a Chromium to use.`,
    )
    .argument("<files...>", "ONNX files")
    .option("--in <names>", "runtimes (default: all but webgpu)")
    .option(
      "--tolerance <error>",
      "largest relative error that passes; a fifth of it in float64; the rounding error of float32 is added",
      parseNumber,
      1e-5,
    )
    .option(
      "--write",
      "store the results in the metadata of the files, and in the report of their run",
    )
    .option("--json", "print one JSON object per line on stdout, and nothing else there")
    .action(async (files: string[], options: VerifyOptions) => {
      const { tolerance } = options;
      if (typeof tolerance !== "number" || !(tolerance >= 0)) {
        throw new UsageError(`--tolerance is ${tolerance}, expected a number from 0.`);
      }
      // imported here, because it is slower than most commands
      const { runtimes } = await import("../export/runtimes/runtimes.js");
      const names =
        options.in?.split(",") ?? Object.keys(runtimes).filter((name) => name !== "webgpu");
      const offers = names.map((name) => {
        const offer = runtimes[name];
        if (offer) return offer;
        throw new UsageError(`--in has ${name}, expected some of ${Object.keys(runtimes)}.`);
      });
      const opened: Opened[] = [];
      for (const { name, open } of offers) opened.push({ name, ...(await open()) });
      // train-step.onnx is run from the state, which itself has no inputs
      const named = files.length > 1;
      const ran = files.filter((file) => !named || basename(file) !== "train-state.onnx");
      try {
        await verifyAll(ran, { ...options, tolerance, opened, named });
      } finally {
        if (options.write) await updateReports(files);
        for (const runtime of opened) if ("dispose" in runtime) await runtime.dispose();
      }
    });
}

/** Updates the reports of the runs that contain the files. */
async function updateReports(files: readonly string[]): Promise<void> {
  // imported here, because it is slower than most commands
  const { updateReport } = await import("../run/update-report.js");
  for (const directory of new Set(files.map((file) => dirname(resolve(file))))) {
    const stays = await withLock(directory, () => updateReport(directory));
    if (stays !== undefined) process.stderr.write(`${stays}\n`);
  }
}

async function verifyAll(files: readonly string[], options: Verifying): Promise<void> {
  const wrong: string[] = [];
  for (const file of files) {
    // the other files run before the error is reported
    const found = await verifyOne(file, options).catch((error: unknown) => {
      if (error instanceof EbmError) return error.message;
      throw error;
    });
    if (found) wrong.push(found);
  }
  if (wrong.length > 0) throw new EbmError(wrong.join(" "));
}

/** Prints the result of each runtime, and returns an error message if one is wrong. */
async function verifyOne(
  file: string,
  { opened, tolerance, json, write, named }: Verifying,
): Promise<string | undefined> {
  const path = resolve(file);
  const reports: RuntimeReport[] = [];
  if (named && !json) process.stdout.write(`${file}\n`);
  for await (const report of verifyFile(path, { runtimes: opened, tolerance })) {
    reports.push(report);
    const line = JSON.stringify({ event: "verify", file: path, ...report });
    process.stdout.write(json ? `${line}\n` : describe(report));
  }
  if (write) await withLock(dirname(path), () => keep(path, reports));
  for (const report of reports) {
    if (!("pass" in report) || report.pass) continue;
    return `${file} is off by more than ${formatError(report.tolerance)} in ${report.runtime}.`;
  }
  return reports.some((report) => "pass" in report) ? undefined : `${file} ran in no runtime.`;
}

function describe(report: RuntimeReport): string {
  const name = report.runtime.padEnd(36);
  if ("missing" in report) return `${name} not available: ${report.missing}\n`;
  if ("refused" in report) return `${name} ${report.version} refuses it: ${report.refused}\n`;
  const batches = [...new Set(report.errors.map(({ batch }) => batch))].map((batch) => {
    const inBatch = report.errors.filter((error) => error.batch === batch);
    const largest = (kind: "absolute" | "relative"): string =>
      formatError(Math.max(...inBatch.map((error) => error[kind])));
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
  const others = known.filter(({ runtime }) => found.every((other) => other.runtime !== runtime));
  const verification = JSON.stringify([...others, ...found]);
  await writeDurably(path, withMetadata(bytes, { verification }));
}
