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

/** How files are verified. */
interface Verifying extends VerifyOptions {
  readonly tolerance: number;
  readonly opened: readonly Opened[];
  /** Whether the name of each file is told. */
  readonly named: boolean;
}

/** `ebm verify`. */
export function addVerify(program: Command): void {
  program
    .command("verify")
    .summary("run ONNX files in every runtime, and compare them with the trained model")
    .description(
      `Runs files that \`ebm export\` wrote on the inputs in their metadata, in batches of 1, 7 and 64, and compares the outputs of each runtime with those of the trained model. The runtimes: node (onnxruntime-node), wasm (onnxruntime-web in Node), jax (@jax-js/onnx), python (onnxruntime), reference (ONNX's checker and evaluator), browser (onnxruntime-web in Chromium), webgpu (the same, slow without a GPU). EBM_PYTHON and EBM_CHROMIUM name a Python and a Chromium to use.`,
    )
    .argument("<files...>", "ONNX files")
    .option("--in <names>", "runtimes (default: all but webgpu)")
    .option(
      "--tolerance <error>",
      "the largest relative error that passes, a fifth of it in float64; float32 may have its rounding on top",
      parseNumber,
      1e-5,
    )
    .option(
      "--write",
      "write the result into the metadata of the files, and into the report of their run",
    )
    .option("--json", "print one JSON object per line on stdout, and nothing else there")
    .action(async (files: string[], options: VerifyOptions) => {
      const { tolerance } = options;
      if (typeof tolerance !== "number" || !(tolerance >= 0)) {
        throw new UsageError(`--tolerance is ${tolerance}, expected a number from 0.`);
      }
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
      // train-step.onnx is run from the state, which has no inputs of its own
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

/** Updates the reports of the runs that the files are in. */
async function updateReports(files: readonly string[]): Promise<void> {
  // loaded here, for it takes longer than most commands
  const { updateReport } = await import("../run/update-report.js");
  for (const directory of new Set(files.map((file) => dirname(resolve(file))))) {
    const stays = await withLock(directory, () => updateReport(directory));
    if (stays !== undefined) process.stderr.write(`${stays}\n`);
  }
}

async function verifyAll(files: readonly string[], options: Verifying): Promise<void> {
  const wrong: string[] = [];
  for (const file of files) {
    // what is wrong with one file is told when the others have run
    const found = await verifyOne(file, options).catch((error: unknown) => {
      if (error instanceof EbmError) return error.message;
      throw error;
    });
    if (found) wrong.push(found);
  }
  if (wrong.length > 0) throw new EbmError(wrong.join(" "));
}

/** Tells what each runtime gives, and returns what is wrong with that, if anything. */
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
    process.stdout.write(json ? `${line}\n` : told(report));
  }
  if (write) await withLock(dirname(path), () => keep(path, reports));
  for (const report of reports) {
    if (!("pass" in report) || report.pass) continue;
    return `${file} is off by more than ${formatError(report.tolerance)} in ${report.runtime}.`;
  }
  return reports.some((report) => "pass" in report) ? undefined : `${file} ran in no runtime.`;
}

function told(report: RuntimeReport): string {
  const name = report.runtime.padEnd(36);
  if ("missing" in report) return `${name} not available: ${report.missing}\n`;
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
  await writeDurably(path, withMetadata(bytes, { verification }));
}
