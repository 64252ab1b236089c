import type { KnipConfig } from "knip";
import { tsBlocks } from "./tooling/vitest/readme.js";

const config: KnipConfig = {
  // Tests that need them are skipped where they are missing.
  ignoreBinaries: ["mkfifo", "prlimit", "systemd-analyze"],
  // The `ts` blocks of a README are code of its package, run by its tests.
  compilers: { md: (text: string) => tsBlocks(text).join("\n") },
  workspaces: {
    ".": {
      entry: ["README.md", "tooling/*.test.ts", "tooling/wat/*.ts"],
      project: ["*.{ts,md}", "!{CONTRIBUTING,SECURITY}.md", "tooling/**/*.ts"],
      // Brings the command `pnpm`. The compiler of JSX is that of each app.
      ignoreDependencies: ["@ebm/pnpm", "preact"],
    },
    "packages/*": { entry: ["README.md"], project: ["**/*.{ts,md}"] },
    "packages/engine": {
      entry: ["README.md", "src/browser/*.ts"],
      project: ["**/*.{ts,md}"],
    },
    "packages/datasets": {
      entry: ["README.md", "src/tables/parquet-{worker,codecs}.ts"],
      project: ["**/*.{ts,md}"],
    },
    examples: {
      entry: ["README.md", "*.{ts,js}", "served/**/*.ts"],
      project: ["**/*.{ts,js,md}"],
    },
    // A plugin that TypeDoc loads by its name.
    "apps/docs": {
      entry: ["src/content/docs/**/*.md"],
      project: ["**/*.{ts,md}"],
      ignoreDependencies: ["typedoc-plugin-markdown"],
    },
    // Workers are loaded by their addresses.
    "apps/playground": {
      entry: ["src/worker/train-worker.ts", "test/parity/parity.ts"],
      project: ["**/*.{ts,tsx}"],
    },
    // Workers are loaded by their addresses, and the build copies the page of another app.
    "apps/experiments": {
      entry: ["src/serve/{serve-worker,model-worker,watch-memory}.ts"],
      project: ["**/*.ts"],
      ignoreDependencies: ["@ebm/playground"],
    },
    "apps/dashboard": { project: ["src/**/*.{ts,tsx}"] },
    // Bundled by their names.
    "tooling/publish": { project: ["*.ts"], ignoreDependencies: ["@ebm/.*"] },
    "tooling/peers": { ignore: ["README.md"] },
    // Run by name, or read from a string.
    "tooling/install-test": { ignoreDependencies: [".*"] },
  },
};
export default config;
