import { randomUUID } from "node:crypto";
import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { EbmError } from "@ebm/core/errors";
import { temporaryName } from "@ebm/core/files";
import { FILES } from "./files.js";
import { cannotWrite } from "./make-directory.js";

/** The right to write into a directory. */
export interface Lock {
  /**
   * Checks the lock. Call it before each write.
   *
   * @throws {EbmError} If another process has removed the lock or taken it over.
   */
  check(): Promise<void>;
  /** Releases the lock. */
  release(): Promise<void>;
}

/** The identity of a process, which tells it from a later one with the same number. */
interface Owner {
  readonly pid: number;
  readonly host: string;
  /** The id of this start of the machine. Undefined if the system has none. */
  readonly boot?: string | undefined;
  /** The time when the process started, in ticks since the machine did. */
  readonly started?: string | undefined;
}

/**
 * The age in ms from which an empty lock belongs to a process that was killed, not to one that is
 * writing it.
 */
const EMPTY_MS = 2000;

/**
 * Locks a directory against other processes by a file in it. Takes over the lock of a process that
 * no longer exists, but not that of one that is only suspended.
 *
 * @param home The path that the directory will have later. Default: its path.
 *
 * @throws {EbmError} If another process holds the lock, or the directory cannot be written.
 */
export async function lockDirectory(directory: string, home: string = directory): Promise<Lock> {
  const path = join(directory, FILES.lock);
  const text = `${JSON.stringify({ ...(await ownerOf(process.pid)), key: randomUUID() })}\n`;
  while (!(await create(path, text).catch(cannotWrite(directory)))) {
    const found = await read(path);
    if (found === undefined) continue;
    await checkDead(directory, found);
    await bury(path, found);
  }
  return lockOf(home, text);
}

/** How often, and after how many ms each time, a missing lock is looked for again. */
const [LOOKS, LOOK_MS] = [10, 20];

/** Locks a directory while a function works in it. */
export async function withLock<T>(directory: string, work: (lock: Lock) => Promise<T>): Promise<T> {
  const lock = await lockDirectory(directory);
  try {
    return await work(lock);
  } finally {
    await lock.release();
  }
}

/**
 * Returns the number of the process on this machine that holds the lock of a directory. Undefined if
 * there is none.
 */
export async function lockHolder(directory: string): Promise<number | undefined> {
  const text = await read(join(directory, FILES.lock)).catch(() => undefined);
  const owner = text === undefined ? undefined : parse(text);
  if (!owner || owner.host !== hostname()) return undefined;
  return (await isAlive(owner)) ? owner.pid : undefined;
}

function lockOf(directory: string, text: string): Lock {
  const path = join(directory, FILES.lock);
  const isHeld = async (): Promise<boolean> => {
    let found = await read(path);
    // a process that takes over a dead lock may move this one for a moment: see `bury`
    for (let look = 0; found === undefined && look < LOOKS; look++) {
      await setTimeout(LOOK_MS);
      found = await read(path);
    }
    return found === text;
  };
  return {
    async check() {
      if (await isHeld()) return;
      throw new EbmError(
        `${directory} is no longer locked by this process: its file ${FILES.lock} was removed or replaced. This process has stopped writing.`,
      );
    },
    async release() {
      if (await isHeld()) await rm(path, { force: true });
    },
  };
}

/** Returns false if such a file exists already. */
async function create(path: string, text: string): Promise<boolean> {
  try {
    const handle = await open(path, "wx");
    await handle.writeFile(text).finally(() => handle.close());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    await rm(path, { force: true });
    throw error;
  }
  // false if it was taken for the lock of a dead process before it had contents
  return (await read(path)) === text;
}

async function read(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new EbmError(`${path} cannot be read: ${error.message}.`, { cause: error });
  });
}

/** @throws {EbmError} If the owner of a lock may be alive. */
async function checkDead(directory: string, text: string): Promise<void> {
  const owner = parse(text);
  if (!owner) {
    const made = await stat(join(directory, FILES.lock)).catch(() => undefined);
    if (!made || Date.now() - made.mtimeMs > EMPTY_MS) return;
    throw new EbmError(`${directory} is in use by another process. Try again when it has ended.`);
  }
  if (owner.host !== hostname()) {
    throw new EbmError(
      `${directory} is in use by process ${owner.pid} on ${owner.host}. If that no longer runs, remove ${join(directory, FILES.lock)}.`,
    );
  }
  if (!(await isAlive(owner))) return;
  throw new EbmError(
    `${directory} is in use by process ${owner.pid}. Wait until it ends, or end it.`,
  );
}

async function isAlive(owner: Owner): Promise<boolean> {
  const now = await ownerOf(owner.pid);
  return now !== undefined && !differ(owner.boot, now.boot) && !differ(owner.started, now.started);
}

const differ = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== b;

function parse(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text);
    return Number.isInteger(owner?.pid) ? owner : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Removes the lock of a dead process, but not one that another process has created in the meantime.
 */
async function bury(path: string, text: string): Promise<void> {
  const grave = temporaryName(path);
  try {
    await rename(path, grave);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const buried = await read(grave);
  if (buried !== undefined && buried !== text) await create(path, buried);
  await rm(grave, { force: true });
}

/** Returns the identity of a process. Undefined if there is none with this number. */
async function ownerOf(pid: number): Promise<Owner | undefined> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return undefined;
  }
  const about = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // the name of the program, in parentheses, may have spaces
  const fields = about.slice(about.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") return undefined;
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => undefined);
  return { pid, host: hostname(), boot: boot?.trim(), started: fields[19] };
}
