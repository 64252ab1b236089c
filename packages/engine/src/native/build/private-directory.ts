import { chmod, mkdir, mkdtemp, stat } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Returns the directory of compiled code, into which no other user can write: `ebm/native` in
 * XDG_CACHE_HOME or ~/.cache. If it cannot be made, or others could write
 * to it, a new one that is not found again.
 */
export async function privateDirectory(): Promise<string> {
  const directory = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "ebm", "native");
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const { uid, mode } = await stat(directory);
    if (uid === process.getuid?.() && (mode & 0o022) === 0) {
      await chmod(directory, 0o700);
      return directory;
    }
  } catch {}
  return mkdtemp(join(tmpdir(), "ebm-native-"));
}
