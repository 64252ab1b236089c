import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Plugin } from "vitest/config";

const SUFFIX = ".md.ts";

/** Lets a test import "../README.md.ts": the `ts` blocks of README.md, or another page, as one module. */
export function readme(): Plugin {
  let root = "";
  return {
    name: "ebm:readme",
    enforce: "pre",
    configResolved: (config) => {
      root = config.root;
    },
    resolveId(id, from) {
      if (!id.endsWith(SUFFIX) || !from) return null;
      const path = resolve(dirname(from), id);
      // Vite asks again with a path below its root instead of the absolute path.
      return path.startsWith(root) ? path : root + path;
    },
    load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const markdown = readFileSync(id.slice(0, -".ts".length), "utf8");
      return tsBlocks(markdown).join("\n");
    },
  };
}

/** Returns the code of every fenced `ts` block. */
export function tsBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code ?? "");
}
