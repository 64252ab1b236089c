import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tsBlocks } from "../vitest/readme.js";
import { members, root } from "../workspace.js";
import { browserPackages, bundleProgram, tools } from "./tools.js";

// The packed packages with what users bring: package managers, bundlers, compilers and runtimes.

const minutes = 60_000;
const folder = mkdtempSync(join(tmpdir(), "ebm-compatibility-"));
const toolbox = join(folder, "tools");
const packages = members("packages");
const types = { "@types/node": "24.10.1" };
const tensors = {
  "@tensorflow/tfjs-backend-cpu": "4.22.0",
  "@tensorflow/tfjs-core": "4.22.0",
};

beforeAll(() => {
  run(root, "pnpm", "build", "--filter=./packages/*");
  run(root, "pnpm", "-r", "--filter=./packages/*", "pack", `--pack-destination=${folder}`);
  project("tools", { dependencies: tools });
  run(toolbox, "npm", "install", "--no-audit", "--no-fund", "--prefer-offline");
  const all = packages.map(({ name }) => name).filter((name) => name !== "@ebm/sweep");
  project("npm", { dependencies: { ...ours(all), ...tensors, "onnxruntime-web": "1.30.0" } });
  run(join(folder, "npm"), "npm", "install", "--no-audit", "--no-fund", "--prefer-offline");
}, 20 * minutes);
afterAll(() => rmSync(folder, { recursive: true, force: true }), 5 * minutes);

test.each([
  { name: "pnpm", command: ["pnpm", "install", "--prefer-offline", "--no-frozen-lockfile"] },
  { name: "yarn", command: [tool("@yarnpkg/cli-dist/bin/yarn.js"), "install"] },
  { name: "bun", command: [tool(".bin/bun"), "install"] },
])("$name installs, and Node runs the program", { timeout: 10 * minutes }, ({ name, command }) => {
  const names = ["@ebm/core", "@ebm/engine", "@ebm/optim", "@ebm/trace"];
  const path = project(name, { dependencies: { ...ours(names), ...tensors } });
  run(path, command[0]!, ...command.slice(1));
  run(path, process.execPath, program(path));
});

test.each([
  { name: "Node 26", command: [tool("node-26/bin/node")] },
  { name: "Deno", command: [tool(".bin/deno"), "run", "--allow-all", "--node-modules-dir=manual"] },
  { name: "Bun", command: [tool(".bin/bun"), "run"] },
])("$name runs the program", { timeout: 5 * minutes }, ({ command }) => {
  const path = join(folder, "npm");
  run(path, command[0]!, ...command.slice(1), program(path));
});

test.each(["5.9", "6", "7"])(
  "TypeScript %s compiles every README",
  { timeout: 5 * minutes },
  (version) => {
    for (const [module, moduleResolution] of [
      ["nodenext", "nodenext"],
      ["esnext", "bundler"],
    ]) {
      const path = join(folder, "npm", `types-${version}-${module}`);
      mkdirSync(path);
      for (const { name, path: source } of packages) {
        const code = tsBlocks(readFileSync(join(source, "README.md"), "utf8")).join("\n");
        const isTypes = name === "@ebm/sweep" || name === "@ebm/onnx-export";
        if (!isTypes) writeFileSync(join(path, `${name.slice(5)}.ts`), code);
      }
      const compilerOptions = {
        ...{ module, moduleResolution, target: "es2022", lib: ["ES2024", "DOM"], types: ["node"] },
        ...{ strict: true, noEmit: true, skipLibCheck: true },
      };
      writeFileSync(join(path, "package.json"), '{ "type": "module" }');
      writeFileSync(join(path, "tsconfig.json"), JSON.stringify({ compilerOptions }));
      run(path, process.execPath, tool(`typescript-${version}/bin/tsc`), "-p", path);
    }
  },
);

test("Vite, esbuild and webpack bundle what runs in a browser", { timeout: 10 * minutes }, () => {
  const bundle = join(toolbox, "bundle.mjs");
  writeFileSync(bundle, bundleProgram);
  run(toolbox, process.execPath, bundle, join(folder, "npm"), ...browserPackages);
  expect(readdirSync(join(folder, "npm/bundles"))).toEqual(["esbuild", "vite", "webpack"]);
});

/** Writes the README of @ebm/engine, which needs native code, as a program. */
function program(path: string): string {
  const markdown = readFileSync(join(root, "packages/engine/README.md"), "utf8");
  const file = join(path, "program.ts");
  writeFileSync(file, tsBlocks(markdown).join("\n"));
  return file;
}

/** Makes a project, whose packages of ours come from tarballs wherever they are asked for. */
function project(name: string, manifest: { readonly dependencies: object }): string {
  const path = join(folder, name);
  const overrides = ours(packages.map((each) => each.name));
  mkdirSync(path);
  const isOurs = name !== "tools";
  const rest = isOurs ? { devDependencies: types, overrides, resolutions: overrides } : {};
  const content = { private: true, type: "module", ...manifest, ...rest };
  writeFileSync(join(path, "package.json"), JSON.stringify(content));
  writeFileSync(join(path, ".yarnrc.yml"), "nodeLinker: node-modules\nenableTelemetry: false\n");
  writeFileSync(join(path, "yarn.lock"), "");
  const allowed = ["onnxruntime-node", "core-js", "protobufjs"].map((it) => `  ${it}: false\n`);
  const lines = Object.entries(overrides).map(([key, value]) => `  "${key}": "${value}"\n`);
  writeFileSync(
    join(path, "pnpm-workspace.yaml"),
    `allowBuilds:\n${allowed.join("")}overrides:\n${lines.join("")}`,
  );
  return path;
}

function ours(names: readonly string[]): Record<string, string> {
  const tarballs = readdirSync(folder);
  return Object.fromEntries(
    names.map((name) => {
      const start = `${name.replace("@", "").replace("/", "-")}-`;
      const file = tarballs.find(
        (it) => it.startsWith(start) && /^\d/.test(it.slice(start.length)),
      );
      return [name, `file:${join(folder, file ?? "missing")}`];
    }),
  );
}

function tool(path: string): string {
  return join(toolbox, "node_modules", path);
}

/** Runs a command, and fails with its output. */
function run(cwd: string, command: string, ...args: string[]): void {
  const env = {
    ...process.env,
    PATH: [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter),
    ONNXRUNTIME_NODE_INSTALL: "skip",
    YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
  };
  try {
    execFileSync(command, args, { cwd, env, stdio: "pipe", encoding: "utf8" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error([`${command} ${args.join(" ")} failed:`, stdout, stderr].join("\n"));
  }
}
