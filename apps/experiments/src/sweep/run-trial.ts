import { randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { DivergedError, EbmError } from "@ebm/core/errors";
import type { FetchOptions } from "@ebm/datasets";
import type { Json, TrialContext, TrialResult } from "@ebm/sweep";
import { fit } from "../run/fit.js";
import { loadRun, type Run } from "../run/load-run.js";
import { createRunDirectory } from "../run-files/create-run-directory.js";
import { FILES } from "../run-files/files.js";
import { exists } from "../run-files/json-files.js";
import { type Lock, lockDirectory } from "../run-files/lock-directory.js";
import { readConfigFile } from "../run-files/read-config-file.js";
import { readKept } from "../run-files/read-kept.js";
import { parseConfig } from "../tasks/parse-config.js";
import type { Metrics, Task } from "../tasks/task.js";
import { versions } from "../versions.js";

export interface RunTrialOptions {
  /** The directory of the runs of all trials. */
  readonly directory: string;
  readonly tasks: readonly Task[];
  readonly fetch: FetchOptions;
}

/** The result of a trial that trains a model. */
export interface RunTrialResult {
  /** Metrics of the test rows. */
  readonly test: Metrics;
  /** Metrics of the validation rows, if there are any. */
  readonly validation?: Metrics | undefined;
  /** The step whose parameters were kept. */
  readonly step: number;
  /** Whether training diverged, so that there are no metrics. */
  readonly diverged?: boolean | undefined;
}

/** Seconds between checkpoints. A trial that is stopped loses no more. */
const CHECKPOINT_SECONDS = 5;

/**
 * Trains the model of a trial from its last checkpoint, if there is one, and tests it. The directory
 * is a run without ONNX files and report, which `ebm resume` adds.
 */
export async function runTrial(
  config: Json,
  { signal, id }: TrialContext,
  { directory, tasks, fetch }: RunTrialOptions,
): Promise<TrialResult> {
  const parsed = parseConfig({ ...(config as object), versions: versions() }, tasks);
  if ("issue" in parsed) {
    const { key, actual, expected } = parsed.issue;
    throw new EbmError(`trial ${id}: \`${key}\` is ${actual}, expected ${expected}.`);
  }
  const run = await loadRun(join(directory, id), { ...parsed, fetch });
  signal.throwIfAborted();
  const opened = await open(run);
  try {
    const result = (await resultOf(opened.run, opened.lock, signal)) as unknown as Json;
    return { result, ...(opened.isKept && { files: await filesOf(opened.run.directory) }) };
  } finally {
    await opened.close();
  }
}

async function resultOf(run: Run, lock: Lock, signal: AbortSignal): Promise<RunTrialResult> {
  const options = { emit: () => {}, signal, checkpointSeconds: CHECKPOINT_SECONDS, lock };
  const fitted = await fit(run, options).catch((error: unknown) => {
    if (error instanceof DivergedError) return undefined;
    throw error;
  });
  if (!fitted) return { test: {}, step: 0, diverged: true };
  signal.throwIfAborted();
  const { params, step } = await readKept(run.directory);
  const evaluator = run.problem.openEvaluator();
  try {
    const validation =
      run.problem.rows.validation > 0 ? await evaluator.validate(params) : undefined;
    const { metrics: test } = await evaluator.test(params, { signal });
    signal.throwIfAborted();
    return { test: inJson(test), ...(validation && { validation: inJson(validation) }), step };
  } finally {
    await evaluator.dispose();
  }
}

/** Numbers that are not finite become null, as in JSON. */
const inJson = (metrics: Metrics): Metrics =>
  Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  );

/** Returns the files that `ebm resume` needs, by their names. */
async function filesOf(directory: string): Promise<Record<string, string>> {
  const { config, metrics, checkpoint, best } = FILES;
  const names = new Set(await readdir(directory));
  const kept = [config, metrics, checkpoint, best].filter((name) => names.has(name));
  return Object.fromEntries(kept.map((name) => [name, join(directory, name)]));
}

interface OpenRun {
  readonly run: Run;
  /** Whether the directory stays. */
  readonly isKept: boolean;
  readonly lock: Lock;
  close(): Promise<void>;
}

/**
 * Locks the directory of the trial. If a process writes there that should have lost the trial, because
 * it was frozen, the trial starts again elsewhere.
 */
async function open(run: Run): Promise<OpenRun> {
  try {
    const lock = await openDirectory(run);
    return { run, lock, isKept: true, close: () => lock.release() };
  } catch (error) {
    if (!(error instanceof EbmError && / is in use by /.test(error.message))) throw error;
    const directory = `${run.directory}-${randomUUID()}`;
    const lock = await openDirectory({ ...run, directory });
    const close = (): Promise<void> => rm(directory, { recursive: true, force: true });
    return { run: { ...run, directory }, lock, isKept: false, close };
  }
}

/** Locks the directory of an earlier attempt with the same versions, or makes a new one. */
async function openDirectory({ directory, config, problem }: Run): Promise<Lock> {
  const created = { ...config, ...problem.found };
  if (await exists(join(directory, FILES.config))) {
    const lock = await lockDirectory(directory);
    const { value } = await readConfigFile(directory);
    if (isDeepStrictEqual(value, JSON.parse(JSON.stringify(created)))) return lock;
    await lock.release();
  }
  return createRunDirectory(directory, created, { overwrite: true });
}
