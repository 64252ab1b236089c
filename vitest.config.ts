import { availableParallelism } from "node:os";
import {
  defineConfig,
  type TestProjectInlineConfiguration,
  type ViteUserConfig,
} from "vitest/config";
import { readme } from "./tooling/vitest/readme.js";

const conditions = ["@ebm/source"];
/** Tests that take long, and whose promises shorter tests guard too. `pnpm check:full` runs them. */
const full = "**/*.full.test.ts";
/** Tests that can share a worker. The other packages replace backends, kernels or gradients. */
const shared = "{packages/!(engine|onnx-export|trace),apps/*}/**/*.test.ts";

const config: ViteUserConfig = defineConfig({
  plugins: [readme()],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    setupFiles: [new URL("tooling/testing/src/setup.ts", import.meta.url).pathname],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: availableParallelism(),
    projects: [
      project({ name: "shared", include: [shared], exclude: [full], isolate: false }),
      project({ name: "isolated", include: ["**/*.test.ts"], exclude: [full, shared] }),
      project({ name: "full", include: [full], exclude: [] }),
    ],
  },
});
export default config;

function project(options: {
  readonly name: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly isolate?: boolean;
}): TestProjectInlineConfiguration {
  const { name, include, exclude, isolate = true } = options;
  const test = {
    name,
    include: [...include],
    exclude: ["**/{node_modules,dist}/**", ...exclude],
    isolate,
  };
  return { extends: true, test };
}
