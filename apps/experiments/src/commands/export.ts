import { resolve } from "node:path";
import type { Command } from "commander";
import { checkExports, exportRun } from "../export/export-run.js";
import { formatError } from "../report/format.js";
import { readKept } from "../run/kept-params.js";
import { loadRun } from "../run/load-run.js";
import { makeDirectory } from "../run/make-directory.js";
import { readConfig } from "../run/run-directory.js";
import { dataDirOption } from "./run-options.js";
import { fetchOptions } from "./session.js";

interface ExportOptions {
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
      `Writes energy.onnx, log-partition.onnx and log-prob.onnx of a run, which take raw features and any batch, and runs them in ONNX Runtime beside the trained model. A finished run has them already.`,
    )
    .argument("<run>", "the directory of the run")
    .option("--out <directory>", "where to write (default: into the run)")
    .option("--json", "print a JSON object a line on stdout, and nothing else there")
    .addOption(dataDirOption())
    .action(async (name: string, { out, dataDir, json }: ExportOptions) => {
      const directory = resolve(name);
      const run = await loadRun(directory, {
        config: await readConfig(directory),
        fetch: fetchOptions({ dataDir }),
      });
      const to = resolve(out ?? directory);
      await makeDirectory(to);
      const checks = await exportRun(run, { kept: await readKept(run), directory: to });
      for (const check of checks) {
        const { file, batch, maxRelError } = check;
        process.stdout.write(
          json
            ? `${JSON.stringify({ event: "export", directory: to, ...check })}\n`
            : `${file.padEnd(20)} batch ${String(batch).padStart(2)}: off by ${formatError(maxRelError)} at most\n`,
        );
      }
      checkExports(checks);
    });
}
