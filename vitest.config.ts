import { defineConfig, type ViteUserConfig } from "vitest/config";
import { readme } from "./tooling/vitest/readme.js";

const conditions = ["@ebm/source"];

const config: ViteUserConfig = defineConfig({
  plugins: [readme()],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    setupFiles: [new URL("tooling/testing/src/setup.ts", import.meta.url).pathname],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
export default config;
