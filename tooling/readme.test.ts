import { execFileSync } from "node:child_process";
import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tsBlocks } from "./vitest/readme.js";
import { root } from "./workspace.js";

const PAGES = "apps/docs/src/content/docs/!(api|results)/*.md";

test("the README runs", () => import("../README.md.ts"));

test("the code of every README and every page is strictly typed", () => {
  const config = join(root, "tsconfig.readme.json");
  const written = [config];
  try {
    for (const path of globSync(["{.,packages/*,apps/*}/README.md", PAGES], { cwd: root })) {
      const code = tsBlocks(readFileSync(join(root, path), "utf8")).join("\n");
      if (!code) continue;
      written.push(join(root, `${path}.ts`));
      writeFileSync(written.at(-1)!, code);
    }
    expect(written.length).toBeGreaterThan(13);
    const compilerOptions = {
      isolatedDeclarations: false,
      declaration: false,
      noUnusedLocals: false,
    };
    const include = written.slice(1);
    writeFileSync(config, JSON.stringify({ extends: "./tsconfig.json", compilerOptions, include }));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [tsc, "-p", config], { encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    throw new Error((error as { stdout?: string }).stdout ?? String(error));
  } finally {
    for (const path of written) rmSync(path, { force: true });
  }
}, 60_000);
