import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";

export interface BuiltPages {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Builds the playground, and the page of `test/parity`, into a temporary folder. */
export async function buildPages(): Promise<BuiltPages> {
  const folder = await mkdtemp(join(tmpdir(), "ebm-playground-"));
  const root = join(import.meta.dirname, "..");
  const input = [join(root, "index.html"), join(import.meta.dirname, "parity/index.html")];
  await build({
    root,
    configFile: join(root, "vite.config.ts"),
    logLevel: "error",
    build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input } },
  });
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
