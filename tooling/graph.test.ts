import { globSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { importsOf, type Manifest, members, packageOf, root } from "./workspace.js";

/** The packages that each package may import. Apps may import all of them. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  "@ebm/core": [],
  "@ebm/metrics": ["@ebm/core"],
  "@ebm/optim": ["@ebm/core"],
  "@ebm/datasets": ["@ebm/core"],
  "@ebm/structures": ["@ebm/core"],
  "@ebm/nn": ["@ebm/core"],
  "@ebm/joint-partition": ["@ebm/core"],
  "@ebm/snl": ["@ebm/core"],
  "@ebm/rmwggis": ["@ebm/core"],
  "@ebm/samplers": ["@ebm/core"],
  "@ebm/sweep": ["@ebm/core"],
  "@ebm/trace": ["@ebm/core"],
  "@ebm/engine": ["@ebm/core", "@ebm/optim", "@ebm/trace"],
  "@ebm/onnx-export": ["@ebm/core", "@ebm/trace"],
  // joins the others
  "@ebm/models": [
    "@ebm/core",
    "@ebm/datasets",
    "@ebm/engine",
    "@ebm/joint-partition",
    "@ebm/metrics",
    "@ebm/nn",
    "@ebm/onnx-export",
    "@ebm/optim",
    "@ebm/rmwggis",
    "@ebm/samplers",
    "@ebm/snl",
    "@ebm/structures",
  ],
};

/** Packages of plain arrays, and the entries of core that load no tensors either. */
const tensorFree = ["@ebm/datasets", "@ebm/metrics", "@ebm/optim"];
const tensorFreeEntries = [
  "cells",
  "check",
  "errors",
  "files",
  "float64",
  "matrix",
  "naming",
  "random",
].map((entry) => `@ebm/core/${entry}`);

const [packages, apps, tooling] = [members("packages"), members("apps"), members("tooling")];
const find = (name: string) => packages.find((member) => member.name === name)!;

test("every package has its arrows", () => {
  expect(packages.map(({ name }) => name)).toEqual(Object.keys(arrows).sort());
});

describe.each(packages)("$name", ({ name, path, manifest }) => {
  test("depends on the packages that its arrows allow", () => {
    const allowed = arrows[name] ?? [];
    const refused = runtime(manifest).filter((it) => isOurs(it) && !allowed.includes(it));
    expect(refused, `${name} may depend on ${list(allowed)}`).toEqual([]);
  });

  test("needs only tooling of ours to be tested", () => {
    const allowed = tooling.map((member) => member.name);
    const refused = development(manifest).filter((it) => isOurs(it) && !allowed.includes(it));
    expect(refused, `the devDependencies of ${name} may have ${list(allowed)}`).toEqual([]);
  });

  test("imports what it declares", () => {
    const declared = runtime(manifest);
    const inTests = [name, "vitest", ...declared, ...development(manifest)];
    const refused = imports(path, "{src,test}/**/*.ts").filter(
      ({ file, specifier }) => !(isTest(file) ? inTests : declared).includes(packageOf(specifier)),
    );
    expect(worded(refused), `${name} declares ${list(declared)}`).toEqual([]);
  });
});

test.each(tensorFree)("%s loads no tensors", (name) => {
  const refused = imports(find(name).path, "src/**/*.ts").filter(
    ({ file, specifier }) => !isTest(file) && bringsTensors(specifier),
  );
  expect(worded(refused), `of tensors ${name} may import ${list(tensorFreeEntries)}`).toEqual([]);
});

test.each(tensorFreeEntries)("%s loads no tensors", (entry) => {
  const { name, path, manifest } = find(packageOf(entry));
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const specifier of importsOf(readFileSync(file, "utf8"))) {
      expect(bringsTensors(specifier), `${relative(root, file)} imports ${specifier}`).toBe(false);
      if (specifier.startsWith(".")) visit(resolve(file, "..", specifier.replace(/js$/, "ts")));
    }
  };
  visit(resolve(path, manifest.exports![`.${entry.slice(name.length)}`]!["@ebm/source"]!));
});

test("onnxruntime-node, 288 MB, comes with @ebm/engine alone", () => {
  const owners = packages.filter(({ manifest }) => runtime(manifest).includes("onnxruntime-node"));
  expect(owners.map(({ name }) => name)).toEqual(["@ebm/engine"]);
});

test("apps and tooling are private but for the command, and nothing is built on them", () => {
  const closed = [...apps, ...tooling];
  for (const { name, manifest } of closed) {
    expect(manifest.private, name).toBe(name === "@ebm/experiments" ? undefined : true);
  }
  for (const { name, manifest } of [...packages, ...closed]) {
    const refused = runtime(manifest).filter((it) => closed.some((member) => member.name === it));
    expect(refused, `dependencies of ${name}`).toEqual([]);
  }
});

function runtime({ dependencies, peerDependencies }: Manifest): string[] {
  return Object.keys({ ...dependencies, ...peerDependencies });
}

function development({ devDependencies }: Manifest): string[] {
  return Object.keys(devDependencies ?? {});
}

interface Import {
  readonly file: string;
  readonly specifier: string;
}

/** Returns imports of files that are neither of their own package nor of Node. `#` is its own too. */
function imports(path: string, pattern: string): Import[] {
  return globSync(pattern, { cwd: path }).flatMap((file) =>
    importsOf(readFileSync(resolve(path, file), "utf8"))
      .filter((specifier) => !/^(\.|#|node:)/.test(specifier))
      .map((specifier) => ({ file, specifier })),
  );
}

function bringsTensors(specifier: string): boolean {
  const isCore = packageOf(specifier) === "@ebm/core";
  return isCore ? !tensorFreeEntries.includes(specifier) : specifier.startsWith("@tensorflow/");
}

function isOurs(dependency: string): boolean {
  return dependency.startsWith("@ebm/");
}

function isTest(file: string): boolean {
  return file.startsWith("test/") || /\.(test|bench)\.ts$/.test(file);
}

function worded(refused: readonly Import[]): string[] {
  return refused.map(({ file, specifier }) => `${file} imports ${specifier}`);
}

function list(names: readonly string[]): string {
  return names.length > 0 ? names.join(", ") : "nothing";
}
