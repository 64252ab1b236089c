import { resolve } from "node:path";
import type { Quantization } from "@ebm/onnx-export";
import { type Command, Option } from "commander";
import { UsageError } from "../errors.js";
import { WHAT, type What } from "../export/artifacts.js";
import { checkExports, exportRun } from "../export/export-run.js";
import { whyMissing } from "../export/why-missing.js";
import { formatError } from "../report/format.js";
import { readKept } from "../run/kept-params.js";
import { loadRun, type Run } from "../run/load-run.js";
import { makeDirectory } from "../run-files/make-directory.js";
import { readConfig, readResult } from "../run-files/run-directory.js";
import { dataDirOption } from "./run-options.js";
import { fetchOptions } from "./session.js";

interface ExportOptions {
  readonly what?: "all" | readonly What[];
  readonly quantize?: Quantization;
  readonly samples?: boolean;
  readonly externalData?: boolean;
  readonly out?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** `ebm export`. */
export function addExport(program: Command): void {
  program
    .command("export")
    .summary("write a run's model as ONNX files, verified")
    .description(
      `Writes energy.onnx, log-partition.onnx and log-prob.onnx of a run, or others of its files, which take raw features and any batch, and runs them in ONNX Runtime beside the trained model.

predict      the likeliest y, but over the birkhoff polytope
sampler      Markov chains on p(y|x), as many steps and chains as there is noise
train-step   the loss, its gradient and Adam, with train-state.onnx to begin from`,
    )
    .argument("<run>", "the directory of the run")
    .option(
      "--what <names>",
      `which files: all that the model has, or ${WHAT.join(",")} (default: energy,log-partition,log-prob)`,
      parseWhat,
    )
    .addOption(
      new Option("--quantize <precision>", "of the weights, and tell what it costs").choices([
        "float16",
        "int8",
      ]),
    )
    .option("--samples", "let energy and log-prob take several y of each x: [batch, samples, dim]")
    .option("--external-data", "keep large weights in a file of their own")
    .option("--out <directory>", "where to write (default: into the run)")
    .option("--json", "print a JSON object a line on stdout, and nothing else there")
    .addOption(dataDirOption())
    .action(async (name: string, { out, dataDir, json, ...options }: ExportOptions) => {
      const directory = resolve(name);
      const run = await loadRun(directory, {
        config: await readConfig(directory),
        fetch: fetchOptions({ dataDir }),
      });
      const to = resolve(out ?? directory);
      await makeDirectory(to);
      const { quantize: quantization, what, ...rest } = options;
      const kept = await readKept(run);
      const metrics = (await readResult(directory))?.metrics;
      const own = { kept, directory: to, quantization, ...(metrics && { metrics }), ...rest };
      const checks = await exportRun(run, { ...own, what: what === "all" ? allOf(run) : what });
      for (const check of checks) {
        const { file, batch, maxRelError } = check;
        process.stdout.write(
          json
            ? `${JSON.stringify({ event: "export", directory: to, ...check })}\n`
            : `${file.padEnd(26)} batch ${String(batch).padStart(2)}: off by ${formatError(maxRelError)} at most\n`,
        );
      }
      checkExports(checks);
    });
}

/** All that a run has, after a line on each file that it has not. */
function allOf(run: Run): readonly What[] {
  return WHAT.filter((name) => {
    const missing = whyMissing(run, name);
    if (missing) process.stderr.write(`no ${name}.onnx: ${missing}\n`);
    return !missing;
  });
}

function parseWhat(text: string): "all" | readonly What[] {
  if (text === "all") return text;
  return text.split(",").map((name) => {
    const known = WHAT.find((it) => it === name);
    if (known) return known;
    throw new UsageError(`--what has ${name}, expected all, or some of ${WHAT.join(",")}.`);
  });
}
