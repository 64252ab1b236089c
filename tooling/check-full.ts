// Runs every test, including the long ones, and writes the results to check-full.md.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { checkReport, type TestRun } from "./check-report.js";
import { root } from "./workspace.js";

const json = join(mkdtempSync(join(tmpdir(), "ebm-check-")), "tests.json");
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${json}`];
const start = performance.now();
const { status } = spawnSync(process.execPath, [vitest, "run", ...reporters], {
  cwd: root,
  stdio: "inherit",
});

const report = checkReport({
  run: JSON.parse(readFileSync(json, "utf8")) as TestRun,
  root,
  date: new Date().toISOString().slice(0, 10),
  commit: git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain") ? ", modified" : ""),
  machine: `${availableParallelism()} cores of ${cpus()[0]?.model ?? process.arch}, ${process.platform}, Node ${process.versions.node}`,
  seconds: (performance.now() - start) / 1000,
});
writeFileSync(join(root, "tooling/check-full.md"), report);
process.exitCode = status ?? 1;

function git(...args: string[]): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
}
