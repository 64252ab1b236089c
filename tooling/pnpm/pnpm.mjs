#!/usr/bin/env node
// Runs the pnpm that `packageManager` in the root package.json names. Uses the running pnpm if a
// script calls this, otherwise one that npm downloads once.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const { npm_execpath: path, npm_config_user_agent: agent = "" } = process.env;
const runs = path && `${agent} `.startsWith(`${manifest.packageManager.replace("@", "/")} `);

const [command, ...first] = !runs
  ? ["npx", "--prefer-offline", "-y", manifest.packageManager]
  : /\.[cm]?js$/.test(path)
    ? [process.execPath, path]
    : [path];
// On Windows npx is a script, which only a shell can start.
const child = spawn(command, [...first, ...process.argv.slice(2)], {
  stdio: "inherit",
  shell: process.platform === "win32" && !runs,
});
// A terminal sends Ctrl-C to every process of the group, so this one only waits for its child.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("close", (code) => {
  process.exitCode = code ?? 1;
});
