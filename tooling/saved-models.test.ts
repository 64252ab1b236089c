import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadModel } from "@ebm/models";
import { expect, onTestFinished, test } from "vitest";

const saved = join(import.meta.dirname, "saved-models/v1");

// If the format changes, raise its version, and keep the files here: they must then be refused.
test("a model that version 1 saved answers as it did, or is refused by its version", async () => {
  const model = await loadModel(saved).catch((error: Error) => error.message);
  if (typeof model === "string") return expect(model).toContain("version");
  const rows = [
    { a: 1, b: 0, c: 1 },
    { a: 1, b: 0, c: 0 },
  ];
  const [likely, unlikely] = await model.logProb(rows);
  expect(likely).toBeCloseTo(-1.6281428887544618, 5);
  expect(unlikely).toBeCloseTo(-2.970919823887047, 5);
  await model.dispose();
});

test.each([0, 1_000_000])("a model of version %i is refused by its version", async (version) => {
  const directory = mkdtempSync(join(tmpdir(), "ebm-saved-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  cpSync(saved, directory, { recursive: true });
  const card = readFileSync(join(saved, "model.json"), "utf8");
  const changed = card.replace('"version": 1,', `"version": ${version},`);
  writeFileSync(join(directory, "model.json"), changed);
  await expect(loadModel(directory)).rejects.toThrow(/version/);
});
