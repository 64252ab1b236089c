import type { Checkpoint } from "@ebm/engine";
import { type ExportArtifactsOptions, exportArtifacts } from "../export/export-artifacts.js";
import type { ExportCheck } from "../report/report-data.js";
import type { MakeFilesOptions, Metrics } from "../tasks/task.js";
import type { Run } from "./load-run.js";

export interface ExportRunOptions
  extends ExportArtifactsOptions,
    Pick<MakeFilesOptions, "kept" | "samples"> {
  /** The files to write. Default: those that a run writes. */
  readonly names?: readonly string[] | undefined;
  /** The metrics to store in the files' metadata. Default: none. */
  readonly metrics?: Metrics | undefined;
}

/**
 * Writes a run's model as ONNX files, and verifies each in ONNX Runtime against the parameters of
 * the run.
 *
 * @returns The error of each file at each batch size.
 */
export async function exportRun(
  { config, task, problem }: Run,
  {
    kept,
    names = filesOf({ task, problem }, kept),
    samples,
    metrics,
    ...options
  }: ExportRunOptions,
): Promise<ExportCheck[]> {
  const card = {
    ...problem.card,
    run: `seed ${config.seed}, step ${kept.step}`,
    ...(metrics && { metrics }),
    version: config.versions.ebm ?? "unknown",
  };
  // one name at a time: files of large models do not all fit into memory
  const checks: ExportCheck[] = [];
  for (const name of names) {
    const artifacts = problem.makeFiles([name], { kept, card, samples });
    checks.push(...(await exportArtifacts(artifacts, options)));
  }
  return checks;
}

/** Returns the files that a run writes, except those that its model lacks. */
function filesOf({ task, problem }: Pick<Run, "task" | "problem">, kept: Checkpoint): string[] {
  const { defaultFiles = task.defaultFiles } = problem;
  return defaultFiles.filter((name) => problem.whyMissing(name, kept) === undefined);
}
