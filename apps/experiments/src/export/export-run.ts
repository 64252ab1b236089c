import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { type Checkpoint, openSession } from "@ebm/engine";
import { drawTrials, exportModel, modelOutputs, verify } from "@ebm/onnx-export";
import writeFileAtomic from "write-file-atomic";
import type { ExportCheck } from "../report/report-data.js";
import { paramsOf } from "../run/kept-params.js";
import type { Run } from "../run/load-run.js";
import { exportedModel } from "./exported-model.js";
import { randomInputs } from "./random-inputs.js";

/**
 * Writes a run's energy.onnx, log-partition.onnx and log-prob.onnx, each verified in ONNX Runtime
 * against the parameters it was made from.
 *
 * @returns How far each file is off at each batch size.
 */
export async function exportRun(
  run: Run,
  { kept, directory }: { readonly kept: Checkpoint; readonly directory: string },
): Promise<ExportCheck[]> {
  const { config, data, experiment } = run;
  const model = exportedModel(run, paramsOf(kept, run.params));
  const files = exportModel(model, {
    method: `joint-partition, ${config.loss}`,
    structure: experiment.structure.name,
    dataset: data.name,
    run: `seed ${config.seed}, step ${kept.step}`,
    version: config.versions.ebm ?? "unknown",
  });
  const checks: ExportCheck[] = [];
  for (const [file, bytes] of Object.entries(files)) {
    await writeFileAtomic(join(directory, file), Buffer.from(bytes));
    const session = await openSession(bytes);
    const { errors, tolerance } = await verify(session.run, {
      trials: drawTrials(bytes, { reference: modelOutputs(model), sample: randomInputs(run) }),
    });
    await session.dispose();
    for (const { batch, absolute, relative } of errors) {
      const passed = relative <= tolerance;
      checks.push({ file, batch, maxAbsError: absolute, maxRelError: relative, passed });
    }
  }
  return checks;
}

/** @throws {EbmError} If a file computes something else than what was trained. */
export function checkExports(checks: readonly ExportCheck[]): void {
  const failed = checks.find(({ passed }) => !passed);
  if (!failed) return;
  const { file, batch, maxRelError } = failed;
  throw new EbmError(
    `${file} is off by ${maxRelError} of its scale at batch size ${batch}, expected 1e-5 at most.`,
  );
}
