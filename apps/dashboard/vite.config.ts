import { defineConfig, type UserConfig } from "vite";

const config: UserConfig = defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  resolve: { conditions: ["@ebm/source", "module", "browser", "development|production"] },
  build: {
    outDir: "dist/page",
    // inlined data would be one more thing for the security policy to allow
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8088", "/files": "http://127.0.0.1:8088" } },
});
export default config;
