import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { members, root } from "./workspace.js";

const json = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const made = ["dist", "node_modules", ".turbo"];

describe.each(members("packages"))("$name", ({ name, path, manifest }) => {
  test("is a package.json, a README, a tsconfig, src and perhaps tests", () => {
    const entries = readdirSync(path);
    const parts = ["package.json", "README.md", "tsconfig.json", "src"];
    expect(without(parts, entries), "missing").toEqual([]);
    expect(without(entries, [...parts, "test", "CHANGELOG.md", ...made]), "too many").toEqual([]);
  });

  test("has sources of the known kinds, and tests of its public API and its README", () => {
    const files = globSync("{src,test}/**/*.*", { cwd: path });
    const strange = files.filter((file) => ![".ts", ".wat", ".snap"].includes(extname(file)));
    expect(strange).toEqual([]);
    expect(without(["src/index.test.ts", "src/readme.test.ts"], files), "missing").toEqual([]);
  });

  test("leaves the settings of the compiler to the workspace", () => {
    expect(json(join(path, "tsconfig.json"))).toEqual({ extends: "../../tsconfig.package.json" });
  });

  test("has the fields that all packages have", () => {
    expect(manifest).toMatchObject({
      name: `@ebm/${basename(path)}`,
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      description: expect.stringMatching(/^[A-Z].{20,}[^.]$/),
      license: "MIT",
      type: "module",
      sideEffects: expect.anything(),
      files: ["dist", "CHANGELOG.md"],
      keywords: expect.arrayContaining(["energy-based-models"]),
      engines: { node: ">=22" },
      scripts: {
        build: "tsc -p .",
        test: "vitest run -c ../../vitest.config.ts",
        prepublishOnly: "node ../../tooling/publish/check-address.ts",
      },
    });
  });

  test("exports a source, its types and its module for each entry", () => {
    for (const [entry, targets] of Object.entries(manifest.exports ?? {})) {
      const file = entry === "." ? "index" : entry.slice("./".length);
      const inBrowsers = entry === "." && "browser" in targets;
      expect(Object.entries(targets)).toEqual([
        [
          "@ebm/source",
          inBrowsers ? bySide(`./src/${file}.ts`, "./src/browser.ts") : `./src/${file}.ts`,
        ],
        ["types", `./dist/${file}.d.ts`],
        ...(inBrowsers ? [["browser", "./dist/browser.js"]] : []),
        ["default", `./dist/${file}.js`],
      ]);
      const sources = inBrowsers ? [`src/${file}.ts`, "src/browser.ts"] : [`src/${file}.ts`];
      for (const source of sources) expect(existsSync(join(path, source)), source).toBe(true);
    }
  });

  test("replaces a module in browsers by a file of the same name", () => {
    for (const [name, targets] of Object.entries(manifest.imports ?? {})) {
      const file = name.slice("#".length);
      const [found] = globSync(`src/!(browser)/${file}.ts`, { cwd: path });
      const inNode = found!.slice("src/".length, -".ts".length);
      expect(targets).toEqual({
        "@ebm/source": bySide(`./src/${inNode}.ts`, `./src/browser/${file}.ts`),
        ...bySide(`./dist/${inNode}.js`, `./dist/browser/${file}.js`),
      });
    }
  });

  test("pins its peers to the version that is tested", () => {
    for (const [peer, range] of Object.entries(manifest.peerDependencies ?? {})) {
      const installed = json(join(path, "node_modules", peer, "package.json"));
      expect(installed).toMatchObject({ version: range });
    }
  });

  test("takes versions from the workspace and its catalog", () => {
    for (const [dependency, range] of Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
    })) {
      const expected = dependency.startsWith("@ebm/") ? "workspace:^" : "catalog:";
      expect({ [dependency]: range }, name).toEqual({ [dependency]: expected });
    }
  });
});

test.each(globSync("{,packages/*/,apps/*/}README.md", { cwd: root }))("%s is run", (readme) => {
  const markdown = readFileSync(join(root, readme), "utf8");
  const fences = [...markdown.matchAll(/^ *```(\S*)\n.*?^ *```$/gms)].map(([, info]) => info!);
  // `js` is for examples that cannot run here, because they need the network.
  expect(without(fences, ["ts", "js", "sh", "text"]), "is not run as `ts`").toEqual([]);

  if (!fences.includes("ts")) return;
  const folder = readme === "README.md" ? "tooling" : join(readme, "../src");
  const runner = readFileSync(join(root, folder, "readme.test.ts"), "utf8");
  expect(runner).toContain('import("../README.md.ts")');
});

test("the README lists every package", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, table = ""] = readme.split("| package | content |");
  const listed = [...table.matchAll(/\[(@ebm\/[a-z-]+)\]\(packages\//g)].map(([, name]) => name);
  expect(listed.sort()).toEqual(members("packages").map(({ name }) => name));
});

/** The targets of a module in Node and in browsers. */
function bySide(node: string, browser: string): Readonly<Record<"browser" | "default", string>> {
  return { browser, default: node };
}

function without(all: readonly string[], known: readonly string[]): string[] {
  return all.filter((it) => !known.includes(it));
}
