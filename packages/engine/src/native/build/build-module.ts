import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { NativeError } from "../native-error.js";
import { type Compiler, findCompiler } from "./find-compiler.js";
import { privateDirectory } from "./private-directory.js";

/**
 * No fast math: it would change the rounding on which exp relies, and what NaN does. The flags about
 * errno and traps change no result, but let loops become vectors. Types may share memory.
 */
const FLAGS: readonly string[] = [
  ..."-O3 -march=native -std=gnu11 -shared -fPIC -pthread -fvisibility=hidden -w".split(" "),
  ..."-fno-math-errno -fno-trapping-math -ffp-contract=off -fwrapv -fno-strict-aliasing".split(" "),
  ...(process.arch === "x64" ? ["-mprefer-vector-width=512"] : []),
  ...(process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : []),
];

/** Entries that nobody used for this many days are removed. */
const KEPT_DAYS = 30;

/** The modules that this thread has built or found. */
const known = new Map<string, Promise<string>>();

/**
 * Compiles a C file to a module, or finds it among those compiled before. The name of an entry is the
 * hash of source, compiler and processor, and then the hash of its bytes, so that a damaged entry is
 * seen and replaced. Entries appear as a whole, by renaming: processes that compile the same file at
 * the same time, or are killed, do no harm.
 *
 * @returns The path of the module.
 * @throws {NativeError} If there is no compiler, or if it fails.
 */
export async function buildModule(source: string): Promise<string> {
  const compiler = await findCompiler();
  const key = hash(JSON.stringify([source, compiler.version, FLAGS, await processor()]));
  const module = known.get(key) ?? findOrCompile(key, source, compiler);
  known.set(key, module);
  module.catch(() => known.delete(key));
  return module;
}

async function findOrCompile(key: string, source: string, compiler: Compiler): Promise<string> {
  const directory = await privateDirectory();
  return (await findEntry(directory, key)) ?? (await compile(directory, key, { source, compiler }));
}

/** Returns the path of an entry whose bytes have the hash in its name. Removes one with other bytes. */
async function findEntry(directory: string, key: string): Promise<string | undefined> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(key) || !name.endsWith(".node")) continue;
    const path = join(directory, name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (name === entryName(key, bytes)) {
      const now = new Date();
      await utimes(path, now, now).catch(() => {}); // it was used
      return path;
    }
    await rm(path, { force: true });
  }
  return undefined;
}

async function compile(
  directory: string,
  key: string,
  { source, compiler }: { readonly source: string; readonly compiler: Compiler },
): Promise<string> {
  await removeOld(directory);
  const work = await mkdtemp(join(directory, "work-"));
  try {
    const [file, built] = [join(work, `${key}.c`), join(work, "module.node")];
    await writeFile(file, source);
    await promisify(execFile)(compiler.command, [...FLAGS, file, "-o", built, "-lm"]);
    const path = join(directory, entryName(key, await readFile(built)));
    await rename(file, join(directory, `${key}.c`)); // for readers
    await rename(built, path);
    return path;
  } catch (cause) {
    const { stderr = "", code } = cause as { readonly stderr?: string; readonly code?: unknown };
    const lines = stderr.split("\n").filter((line) => line !== "");
    const line = lines.find((line) => line.includes("error")) ?? lines[0] ?? `exit ${code}`;
    throw new NativeError(`native: \`${compiler.command}\` failed: ${line}.`, { cause });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Removes entries of long ago, and what a killed compilation left. */
async function removeOld(directory: string): Promise<void> {
  const before = Date.now() - KEPT_DAYS * 24 * 3600 * 1000;
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (mtimeMs < before) await rm(path, { recursive: true, force: true });
  }
}

function entryName(key: string, bytes: Uint8Array): string {
  return `${key}-${hash(bytes)}.node`;
}

function hash(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex").slice(0, 32);
}

/** Describes the processor: code for one may not run on another, as where a home is shared. */
async function processor(): Promise<string> {
  const text = await readFile("/proc/cpuinfo", "utf8").catch(() => "");
  const features = /^(flags|Features)\s*:.*$/m.exec(text)?.[0] ?? "";
  return [process.platform, process.arch, cpus()[0]?.model, features].join(" ");
}
