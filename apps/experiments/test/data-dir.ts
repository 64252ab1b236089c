import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const directory =
  process.env.EBM_DATA_DIR ?? fileURLToPath(new URL("../../../../shared/data", import.meta.url));

/** The directory of the published data sets. Undefined, with a message, if it does not exist. */
export const dataDir: string | undefined = existsSync(join(directory, "MANIFEST.json"))
  ? directory
  : undefined;

if (!dataDir)
  console.warn(`No data at ${directory}: tests on real data are skipped. Set EBM_DATA_DIR.`);
