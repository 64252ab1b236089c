import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../test/own-files.js";
import { updateReport } from "./update-report.js";

test("the report of an older version stays as it is, and one line says so", async () => {
  const directory = await temporaryDirectory();
  expect(await updateReport(directory)).toBeUndefined();
  const page = join(directory, "report.html");
  await writeFile(page, "old");
  expect(await updateReport(directory)).toBe(
    `${page} stays as it is: an older version wrote it, without report.json.`,
  );
  expect(await readFile(page, "utf8")).toBe("old");
});
