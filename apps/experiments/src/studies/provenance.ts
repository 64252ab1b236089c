import { execFile } from "node:child_process";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { versions } from "../versions.js";

/** The code and the machine that computed a cell. */
export interface Provenance {
  /** The git commit of the code, or "unknown" without git. */
  readonly commit: string;
  /** Whether the code differed from that commit. Null if unknown. */
  readonly dirty: boolean | null;
  /** The commit that recorded the cell, for cells older than `commit`. */
  readonly recorded?: string;
  /** The processor, and the versions of programs. Nothing that names a machine. */
  readonly environment: string;
}

/** Returns the provenance of the program as it is now. */
export async function provenance(): Promise<Provenance> {
  return { ...(await commitOf()), environment: environment() };
}

/**
 * Returns the commit only if it contains this file: an installed package is not part of the user's
 * code.
 */
async function commitOf(): Promise<Pick<Provenance, "commit" | "dirty">> {
  try {
    await git("ls-files", "--error-unmatch", "package.json");
    const commit = await git("rev-parse", "--short=12", "HEAD");
    const changes = await git("status", "--porcelain", "--", ":(top)", ":(top,exclude)results");
    return { commit: commit.trim(), dirty: changes !== "" };
  } catch {
    return { commit: "unknown", dirty: null };
  }
}

async function git(...args: string[]): Promise<string> {
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  return (await promisify(execFile)("git", args, { cwd })).stdout;
}

function environment(): string {
  const all = cpus();
  const programs = Object.entries(versions()).map(([name, version]) => `${name} ${version}`);
  const processor = `${all.length} × ${all[0]?.model.trim() ?? "unknown"}`;
  return [processor, `${process.platform} ${process.arch}`, ...programs].join(", ");
}
