import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../workspace.js";
import { kinds } from "./kinds.js";
import { planNew } from "./plan-new.js";

const copy = mkdtempSync(join(tmpdir(), "ebm-new-"));
const members = ["packages/datasets", "packages/snl", "packages/structures", "apps/experiments"];
const examples = {
  structure: "subsets/even-subsets",
  loss: "snl/hinge-loss",
  dataset: "two-spirals",
  task: "mean-of-normals",
  study: "snl/robustness",
};
const planned = new Map<string, string>();
const sources = (): string[] => [...planned.keys()].filter((path) => path.endsWith(".ts"));

beforeAll(() => {
  for (const path of members) {
    for (const part of ["src", "test", "package.json", "README.md"]) {
      cpSync(join(root, path, part), join(copy, path, part), { recursive: true });
    }
    symlinkSync(join(root, path, "node_modules"), join(copy, path, "node_modules"));
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  for (const [kind, argument] of Object.entries(examples)) {
    for (const [path, text] of planNew({ root, kind, argument })) planned.set(path, text);
  }
  for (const [path, text] of planned) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
});

afterAll(() => rmSync(copy, { recursive: true }));

test("there is an example of each kind", () => {
  expect(Object.keys(examples)).toEqual(Object.keys(kinds));
});

test("what is created passes format and lint", () => {
  const lint = (...args: string[]): void =>
    run(
      "@biomejs/biome/bin/biome",
      "check",
      `--config-path=${root}`,
      "--vcs-enabled=false",
      ...args,
    );
  lint("--write", ...sources());
  lint(...sources());
});

test("what is created is strictly typed", () => {
  const config = { extends: join(root, "tsconfig.json"), include: sources() };
  writeFileSync(join(copy, "tsconfig.json"), JSON.stringify(config));
  run("typescript/bin/tsc", "-p", copy);
});

test("what is created passes its tests", () => {
  const lists = [
    "papers/studies.test.ts",
    "tasks/parse-config.test.ts",
    "tasks/third-task.test.ts",
  ];
  const tests = [...sources(), ...lists].filter((path) => path.endsWith(".test.ts"));
  run("vitest/vitest.mjs", "run", `--config=${root}/vitest.config.ts`, `--root=${copy}`, ...tests);
});

/** Runs a tool on the copy, and fails with its output. */
function run(tool: string, ...args: string[]): void {
  const path = join(root, "node_modules", tool);
  try {
    execFileSync(process.execPath, [path, ...args], { cwd: copy, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${tool} failed:\n${stdout}\n${stderr}`);
  }
}
