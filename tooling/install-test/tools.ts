/** Tools of users, by name and version. Each is installed in a directory of its own, beside our tools. */
export const tools: Readonly<Record<string, string>> = {
  "@yarnpkg/cli-dist": "4.18.1",
  bun: "1.4.5",
  deno: "2.9.6",
  esbuild: "0.28.2",
  // the package `node` asks for it in a script of its installation
  "node-26": `npm:node-${process.platform}-${process.arch}@26.10.0`,
  "typescript-5.9": "npm:typescript@5.9.3",
  "typescript-6": "npm:typescript@6.0.3",
  "typescript-7": "npm:typescript@7.0.2",
  vite: "8.3.8",
  webpack: "5.113.0",
};

/** Packages that run in browsers. */
export const browserPackages: readonly string[] = [
  ...["core", "engine", "joint-partition", "metrics", "nn", "onnx-export", "optim", "rmwggis"],
  ...["samplers", "snl", "structures", "trace"],
].map((name) => `@ebm/${name}`);

/**
 * A program that bundles an entry by each bundler, and fails if one warns or leaves an import of
 * Node. Arguments: the directory of the project, and the packages.
 */
export const bundleProgram: string = `
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import esbuild from "esbuild";
import { build } from "vite";
import webpack from "webpack";

const [project, ...packages] = process.argv.slice(2);
const external = ["onnxruntime-web", "onnxruntime-web/wasm", "onnxruntime-web/webgpu"];
const bundlers = {
  async esbuild(input, out) {
    const options = { bundle: true, format: "esm", platform: "browser", target: "es2022", external };
    const { warnings } = await esbuild.build({ ...options, entryPoints: [input], outfile: out, logLevel: "silent" });
    return warnings.map(({ text }) => text);
  },
  async vite(input, out) {
    const warnings = [];
    const rollupOptions = { external, onwarn: ({ message }) => warnings.push(message) };
    const lib = { entry: input, formats: ["es"], fileName: () => "bundle.js" };
    const options = { lib, outDir: join(out, ".."), emptyOutDir: false, rollupOptions, minify: false };
    await build({ root: project, configFile: false, logLevel: "silent", build: options });
    return warnings;
  },
  webpack: (input, out) => new Promise((resolve, reject) => {
    const output = { path: join(out, ".."), filename: "bundle.js", library: { type: "module" } };
    const externals = Object.fromEntries(external.map((name) => [name, "module " + name]));
    const options = { mode: "development", devtool: false, target: "web", entry: input, output, externals };
    webpack({ ...options, context: project, experiments: { outputModule: true } }, (error, stats) => {
      if (error) return reject(error);
      const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
      resolve([...errors, ...warnings].map(({ message }) => message));
    });
  }),
};

let failed = 0;
for (const name of packages) {
  const short = name.split("/")[1];
  const input = join(project, short + ".js");
  writeFileSync(input, 'export * from "' + name + '";');
  for (const [bundler, bundle] of Object.entries(bundlers)) {
    const folder = join(project, "bundles", bundler, short);
    mkdirSync(folder, { recursive: true });
    const problems = await bundle(input, join(folder, "bundle.js"));
    const code = readFileSync(join(folder, "bundle.js"), "utf8");
    if (/from\\s*["']node:|require\\(["']node:/.test(code)) problems.push("imports a module of Node");
    for (const problem of problems) console.error(bundler + " of " + name + ": " + problem);
    failed += problems.length;
  }
}
process.exitCode = failed > 0 ? 1 : 0;
`;
