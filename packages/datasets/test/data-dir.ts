import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The directory of real data for tests. Undefined if there is none. */
export const dataDir: string | undefined = find();

function find(): string | undefined {
  const directory =
    process.env.EBM_DATA_DIR ?? fileURLToPath(new URL("../../../../shared/data", import.meta.url));
  if (existsSync(`${directory}/MANIFEST.json`)) return directory;
  console.warn(`No data at ${directory}: tests on real data are skipped. Set EBM_DATA_DIR.`);
  return undefined;
}
