// Builds the playground, and puts it on the site.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { root } from "../../../../tooling/workspace.js";

const folder = resolve(import.meta.dirname, "../../public/playground");
execFileSync("pnpm", ["--filter", "@ebm/playground", "build"], { cwd: root, stdio: "pipe" });
rmSync(folder, { recursive: true, force: true });
cpSync(join(root, "apps/playground/dist"), folder, { recursive: true });
