// Creates a structure, a loss, a data set, a task or a study that passes every check.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../workspace.js";
import { kinds } from "./kinds.js";
import { planNew } from "./plan-new.js";

const [kind, argument] = process.argv.slice(2);
try {
  if (!kind || !argument) throw new Error(`usage: ${usage()}`);
  const planned = planNew({ root, kind, argument });
  for (const [path, text] of planned) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const sources = [...planned.keys()].filter((path) => path.endsWith(".ts"));
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  spawnSync(process.execPath, [biome, "check", "--write", ...sources], { cwd: root });
  console.log(
    [
      ...planned.keys(),
      "",
      "Next: replace each TODO, describe it in a README, and run `pnpm check`.",
    ].join("\n"),
  );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}

function usage(): string {
  return Object.entries(kinds)
    .map(([name, kind]) => `pnpm new ${name} ${kind.argument}`)
    .join("\n       ");
}
