import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vitest/config";

/** Lets a test import "../README.md.ts": the `ts` blocks of README.md, as one module. */
export function readme(): Plugin {
  return {
    name: "ebm:readme",
    enforce: "pre",
    resolveId: (id, from) =>
      id.endsWith("README.md.ts") && from ? fileURLToPath(new URL(id, `file://${from}`)) : null,
    load(id) {
      if (!id.endsWith("README.md.ts")) return null;
      const markdown = readFileSync(id.slice(0, -".ts".length), "utf8");
      return tsBlocks(markdown).join("\n");
    },
  };
}

/** The code of every fenced `ts` block. */
export function tsBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code ?? "");
}
