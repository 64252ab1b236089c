import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { FILES } from "../run-files/files.js";

/** The directory of a run. */
export interface FoundRun {
  readonly id: string;
  readonly directory: string;
  /** The time of its last change: a file was added, replaced or removed. */
  readonly changed: bigint;
}

/** The names in a directory that may lead to runs, or none if it is a run itself. */
interface Folder {
  readonly changed: bigint;
  readonly isRun: boolean;
  readonly names: readonly string[];
}

/** The largest number of directories between the directory of all runs and a run, plus one. */
const DEPTH = 3;
/** The age in ns from which the time of a directory tells all changes. */
const COARSE_NS = 2_000_000_000n;

/**
 * Creates a function that finds the runs in a directory and in directories in it. It lists again only
 * the directories that have changed. It does not follow links, since they may lead out of the
 * directory.
 */
export function createRunFinder(root: string): () => Promise<FoundRun[]> {
  const folders = new Map<string, Folder>();

  const visit = async (directory: string, path: readonly string[]): Promise<FoundRun[]> => {
    const found = await stat(directory, { bigint: true }).catch(() => undefined);
    if (!found?.isDirectory()) {
      folders.delete(directory);
      return [];
    }
    const changed = found.mtimeNs;
    const known = folders.get(directory);
    const isSame =
      known?.changed === changed && BigInt(Date.now()) * 1_000_000n - changed > COARSE_NS;
    const folder = isSame ? known : { changed, ...(await list(directory)) };
    folders.set(directory, folder);
    if (folder.isRun && path.length > 0) return [{ id: path.join("/"), directory, changed }];
    if (path.length === DEPTH) return [];
    const runs = await Promise.all(
      folder.names.map((name) => visit(join(directory, name), [...path, name])),
    );
    return runs.flat();
  };

  return () => visit(root, []);
}

/** Directories that are hidden, or that a run is being created in. */
const HIDDEN = /^\.|\.[0-9a-f]{8}\.tmp$/;

async function list(directory: string): Promise<Pick<Folder, "isRun" | "names">> {
  const children = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const isRun = children.some(({ name }) => name === FILES.config);
  const folders = children.filter((child) => child.isDirectory() && !HIDDEN.test(child.name));
  return { isRun, names: isRun ? [] : folders.map(({ name }) => name) };
}
