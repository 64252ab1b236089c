import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./workspace.js";

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** Lock files repeat the versions, and reports contain those of their run. */
const excluded = [":!*pnpm-lock.yaml", ":!results", ":!tooling/*.md"];

test.each([
  ["pnpm", manifest.packageManager.split("@")[1]],
  ["Node", manifest.devDependencies.node],
])("package.json is the only file that states the version of %s, once", (_, version) => {
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  const found = execFileSync("git", ["grep", "-cFI", version, "--", ...excluded], {
    cwd: root,
    encoding: "utf8",
  });
  expect(found.trim().split("\n")).toEqual(["package.json:1"]);
});
