import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { useTfjsNode } from "../../packages/engine/src/use-tfjs-node.js";
import { bindingPath, install, loadTfjsNode, packageDirectory } from "./load.js";

// Installs @tensorflow/tfjs-node beside this file, and builds the native binding that its own
// install script would download, against the libtensorflow of a Python wheel. See the README.

/** A wheel for one version of Python. Its libraries and headers depend on none. */
const wheel = {
  name: "tensorflow-cpu",
  version: "2.21.0",
  pythonVersion: "3.11",
  abi: "cp311",
  platform: "manylinux_2_27_x86_64",
};
const python = process.env.EBM_PYTHON || "python3";
const libraries = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];
/** Lists the files that the binding includes, directly or indirectly. */
const headers = [
  "tensorflow/c/",
  "tensorflow/core/platform/ctstring",
  "tsl/platform/ctstring",
  "xla/tsl/c/",
];
const extract = `
import sys, zipfile
file, target, *prefixes = sys.argv[1:]
with zipfile.ZipFile(file) as wheel:
    names = [name for name in wheel.namelist() if name.startswith(tuple(prefixes))]
    wheel.extractall(target, names)
`;

/** Reports a tool that this machine lacks, as opposed to an error of the build. */
class Unavailable extends Error {}
/** Reports a command that failed, with the last line that it wrote. */
class Failed extends Error {}

try {
  await build();
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  const allowed = process.argv.includes("--if-available");
  console.log(`tfjs-node: ${allowed ? "skipped" : "not built"}: ${error.message}`);
  process.exitCode = allowed ? 0 : 1;
}

async function build(): Promise<void> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    const machine = `${process.platform} on ${process.arch}`;
    throw new Unavailable(`this is for Linux on x64, not for ${machine}.`);
  }
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "ebm/tfjs-node");
  const native = join(cache, `${wheel.name}-${wheel.version}-${wheel.platform}`);
  const made = join(native, "tfjs_binding.node");

  timed("installed @tensorflow/tfjs-node", () =>
    run("pnpm", ["install", "--frozen-lockfile", "--reporter=silent"], install),
  );
  if (!existsSync(made)) {
    mkdirSync(cache, { recursive: true });
    const partial = mkdtempSync(join(cache, "partial-"));
    try {
      timed(`got ${wheel.name} ${wheel.version}`, () => download(partial));
      timed("compiled the binding", () => compile(partial));
      rmSync(native, { recursive: true, force: true });
      renameSync(partial, native);
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
  }
  mkdirSync(dirname(bindingPath()), { recursive: true });
  rmSync(bindingPath(), { force: true });
  // Node follows the link, so the binding finds its libraries next to it.
  symlinkSync(made, bindingPath());

  await useTfjsNode({ load: loadTfjsNode });
  const [product] = tf.matMul([[6]], [[7]]).dataSync();
  if (product !== 42) throw new Error(`tfjs-node: 6 · 7 is ${product}.`);
  console.log(`tfjs-node: runs on Node ${process.versions.node}, from ${native}`);
}

/** Puts libtensorflow into `directory`, and its headers into `directory/tensorflow/include`. */
function download(directory: string): void {
  const { name, version, pythonVersion, abi, platform } = wheel;
  const target = ["--implementation=cp", `--python-version=${pythonVersion}`, `--abi=${abi}`];
  try {
    run(python, [
      ...["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"],
      ...["--only-binary=:all:", ...target, `--platform=${platform}`, `--dest=${directory}`],
      `${name}==${version}`,
    ]);
  } catch (error) {
    throw error instanceof Failed
      ? new Unavailable(`no ${name} ${version}: ${error.message}`)
      : error;
  }
  const file = join(
    directory,
    `${name.replace("-", "_")}-${version}-${abi}-${abi}-${platform}.whl`,
  );
  const wanted = [...libraries, ...headers.map((path) => `include/${path}`)];
  run(python, ["-c", extract, file, directory, ...wanted.map((path) => `tensorflow/${path}`)]);
  rmSync(file);
  for (const library of libraries) {
    renameSync(join(directory, "tensorflow", library), join(directory, library));
  }
}

/**
 * Returns the sources that binding.gyp lists. Node-API is one C interface for every version of
 * Node.
 */
function compile(directory: string): void {
  const sources = ["tfjs_backend.cc", "tfjs_binding.cc"];
  run("g++", [
    ...["-std=c++17", "-O2", "-fPIC", "-shared", "-DNAPI_VERSION=8"],
    ...[join(install, "node_modules/node-api-headers"), join(directory, "tensorflow")].map(
      (path) => `-I${path}/include`,
    ),
    ...sources.map((source) => join(packageDirectory(), "binding", source)),
    ...[`-L${directory}`, ...libraries.map((library) => `-l:${library}`), "-Wl,-rpath,$ORIGIN"],
    ...["-o", join(directory, "tfjs_binding.node")],
  ]);
}

function run(command: string, args: readonly string[], cwd?: string): void {
  const { status, error, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if ((error as NodeJS.ErrnoException | undefined)?.code === "ENOENT") {
    throw new Unavailable(`${command} is not on this machine.`);
  }
  if (error) throw error;
  if (status === 0) return;
  const last = stderr.trimEnd().split("\n").at(-1) ?? "";
  const message = last.replace(/^ERROR: /, "") || `${command} exited with ${status}`;
  throw new Failed(message, { cause: stderr });
}

function timed(what: string, work: () => void): void {
  const start = performance.now();
  work();
  console.log(`tfjs-node: ${what} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
