import { mkdir, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ebm } from "../test/ebm.js";
import { temporaryDirectory } from "../test/own-files.js";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const rows = "sepal length,sepal width,petal length,petal width\n5,3,1,0.2\n";

test("run and predict need the rights to their own files, and to load ONNX Runtime", async () => {
  const directory = await realpath(await temporaryDirectory());
  const [out, file] = [join(directory, "run"), join(directory, "rows.csv")];
  await mkdir(out);
  await writeFile(file, rows);
  // what it takes to run from TypeScript: tsx probes the case of file names too
  const compiled = join(await realpath(tmpdir()), "tsx-*");
  const probed = process.cwd().toUpperCase();
  const options = [
    "--permission",
    "--no-warnings",
    "--allow-addons",
    ...[repository, directory, compiled, probed].map((path) => `--allow-fs-read=${path}`),
    ...[out, compiled].map((path) => `--allow-fs-write=${path}`),
    "--allow-child-process",
    "--allow-worker",
  ];
  const permitted = (args: readonly string[]) => ebm(args, { node: options });

  const model = ["--dataset", "embedded-iris", "--model", "permutahedron", "--steps", "2"];
  const run = await permitted(["run", "label-ranking", ...model, "--out", out]);
  expect(run.code, run.stderr).toBe(0);
  const predict = ["predict", join(out, "log-partition.onnx"), "--input", file];
  const { code, stdout, stderr } = await permitted(predict);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^log_partition\n-?[\d.]+\n$/);

  const elsewhere = ["--out", join(directory, "predictions.csv")];
  expect((await permitted([...predict, ...elsewhere])).code).toBe(1);
});
