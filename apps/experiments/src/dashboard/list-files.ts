import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { FILES } from "../run-files/files.js";

/** Lists the files of a run that may be read from the page. */
export async function listFiles(directory: string): Promise<string[]> {
  const names = await readdir(directory);
  const plots = await readdir(join(directory, FILES.plots)).catch(() => []);
  const known: readonly string[] = [
    FILES.config,
    FILES.metrics,
    FILES.result,
    FILES.page,
    FILES.report,
  ];
  return [
    ...names.filter((name) => known.includes(name) || /^[\w-]+\.onnx$/.test(name)),
    ...plots.filter((name) => /^[\w-]+\.(svg|png)$/.test(name)).map((name) => `plots/${name}`),
  ];
}
