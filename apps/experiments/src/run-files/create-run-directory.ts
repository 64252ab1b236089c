import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { flushDirectory, removeTemporaries, temporaryName } from "@ebm/core/files";
import { shellWord } from "../shell-word.js";
import { FILES } from "./files.js";
import { exists, writeJson } from "./json-files.js";
import { type Lock, lockDirectory } from "./lock-directory.js";
import { cannotWrite, makeDirectory } from "./make-directory.js";
import type { RunConfig } from "./run-config.js";

export interface CreateRunDirectoryOptions {
  /** Whether to replace an existing run. Default: false. */
  readonly overwrite?: boolean;
  /** The ONNX files that such a run may have written. Default: none. */
  readonly onnxFiles?: readonly string[];
}

/**
 * Creates the directory of a new run with its config, and locks it. A new directory appears with
 * both, so that a run can be resumed whenever it is killed. Replaces a run without a checkpoint,
 * which has nothing to lose.
 *
 * @throws {EbmError} If the directory contains another run that must not be overwritten, or
 *   anything else, is in use by another process, or cannot be written.
 */
export async function createRunDirectory(
  directory: string,
  config: RunConfig,
  options: CreateRunDirectoryOptions = {},
): Promise<Lock> {
  return (await exists(directory))
    ? takeDirectory(directory, config, options)
    : ((await makeAside(directory, config)) ?? takeDirectory(directory, config, options));
}

/** Number of attempts, since other processes may create a directory at the same time. */
const HOUR_MS = 3_600_000;

/** Returns undefined if another process created the directory in the meantime. */
async function makeAside(directory: string, config: RunConfig): Promise<Lock | undefined> {
  const parent = dirname(directory);
  await makeDirectory(parent);
  await removeTemporaries(parent, { file: basename(directory), olderThan: HOUR_MS });
  const aside = temporaryName(directory);
  try {
    await makeDirectory(aside);
    const lock = await lockDirectory(aside, directory);
    await writeJson(join(aside, FILES.config), config);
    await rename(aside, directory);
    await flushDirectory(parent);
    return lock;
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    const { code, cause = error } = error as NodeJS.ErrnoException;
    if (code === "ENOTEMPTY" || code === "EEXIST") return undefined;
    return cannotWrite(directory)(cause as Error);
  }
}

async function takeDirectory(
  directory: string,
  config: RunConfig,
  { overwrite = false, onnxFiles = [] }: CreateRunDirectoryOptions,
): Promise<Lock> {
  await makeDirectory(directory);
  const found = (await readdir(directory)).filter((name) => !isLeftover(name));
  if (found.length > 0 && !found.includes(FILES.config)) {
    throw new EbmError(
      `${directory} is not empty and contains no run. Choose another directory with --out.`,
    );
  }
  const lock = await lockDirectory(directory);
  try {
    await checkReplaceable(directory, overwrite);
    await removeTemporaries(directory);
    const { result, checkpoint, previous, lock: _, config: __, ...others } = FILES;
    // removes only what runs write, in an order that lets a half-removed run start again
    const names = [result, checkpoint, previous, ...Object.values(others), ...onnxFiles];
    for (const name of names) {
      await rm(join(directory, name), { recursive: true, force: true });
    }
    await writeJson(join(directory, FILES.config), config);
    return lock;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Matches the files of a process that was killed before it had written the config. */
function isLeftover(name: string): boolean {
  return name === FILES.lock || /\.[0-9a-f]{8}\.tmp$/.test(name);
}

async function checkReplaceable(directory: string, overwrite: boolean): Promise<void> {
  if (overwrite) return;
  if (await exists(join(directory, FILES.result))) {
    throw new EbmError(
      `${directory} contains a finished run. Choose another directory with --out, or replace it with --overwrite.`,
    );
  }
  if (await exists(join(directory, FILES.checkpoint))) {
    throw new EbmError(
      `${directory} contains a run that was stopped. Continue it with \`ebm resume ${shellWord(directory)}\`, or replace it with --overwrite.`,
    );
  }
}
