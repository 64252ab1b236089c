import { defaultClientConditions, defineConfig, type UserConfig } from "vite";

const config: UserConfig = defineConfig({
  // relative, so that the page works in any folder of any host
  base: "./",
  resolve: { conditions: ["@ebm/source", ...defaultClientConditions] },
  build: { target: "es2022", assetsInlineLimit: 0, reportCompressedSize: false },
  worker: { format: "es" },
});
export default config;
