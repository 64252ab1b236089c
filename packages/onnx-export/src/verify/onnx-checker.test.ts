import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { card, labelRanking, multilabel } from "../../test/models.js";
import { featuresFile } from "../../test/preprocessors.js";
import { exportModel } from "../index.js";

const python = process.env.EBM_PYTHON ?? "python3";

const check = `
import sys, onnx
for path in sys.argv[1:]:
    onnx.checker.check_model(path, full_check=True)
print(len(sys.argv) - 1, "files pass")
`;

test("ONNX's own checker accepts every file", async ({ skip }) => {
  if (spawnSync(python, ["-c", "import onnx"]).status !== 0) {
    skip(`no onnx in ${python}: set EBM_PYTHON to a Python that has it`);
  }
  const directory = await mkdtemp(join(tmpdir(), "ebm-onnx-"));
  const paths: string[] = [];
  for (const [name, { model }] of Object.entries({
    learned: multilabel("learned"),
    exact: multilabel("exact"),
    ranking: labelRanking("exact"),
  })) {
    for (const [file, bytes] of Object.entries(exportModel(model, card))) {
      paths.push(join(directory, `${name}-${file}`));
      await writeFile(paths.at(-1)!, bytes);
    }
  }
  paths.push(join(directory, "raw-columns.onnx"));
  await writeFile(paths.at(-1)!, featuresFile());
  const { stdout, stderr } = spawnSync(python, ["-c", check, ...paths], { encoding: "utf8" });
  await rm(directory, { recursive: true });
  expect(stdout.trim(), stderr).toBe("10 files pass");
});
