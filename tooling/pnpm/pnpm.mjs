#!/usr/bin/env node
// Runs the pnpm that `packageManager` in the root package.json names. npm fetches it once.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

// On Windows npx is a script, which only a shell can start.
const child = spawn("npx", ["-y", manifest.packageManager, ...process.argv.slice(2)], {
  stdio: "inherit",
  shell: process.platform === "win32",
});
// A terminal sends Ctrl-C to every process of the group, so this one only waits for its child.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("close", (code) => {
  process.exitCode = code ?? 1;
});
