import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tsBlocks } from "../vitest/readme.js";
import { importsOf, type Member, members, packageOf, root } from "../workspace.js";

const packages = members("packages");
const folder = mkdtempSync(join(tmpdir(), "ebm-install-"));
const minutes = 60_000;

/** Packs packages, installs each as its README says, and runs its README in the installation. */
export function describeInstall(names: readonly string[]): void {
  const tested = packages.filter(({ name }) => names.includes(name));

  beforeAll(async () => {
    await run(root, "pnpm", "build", "--filter=./packages/*");
    const filters = names.map((name) => `--filter-prod=${name}...`);
    await run(root, "pnpm", "-r", ...filters, "pack", `--pack-destination=${folder}`);
  }, 10 * minutes);

  afterAll(() => rm(folder, { recursive: true }));

  describe.each(tested)("$name", (member) => {
    const { name, path } = member;
    const project = join(folder, name);
    const readme = readFileSync(join(path, "README.md"), "utf8");
    const example = tsBlocks(readme).join("\n");
    const [, line = ""] = /^npm install (.+)$/m.exec(readme) ?? [];
    const wanted = line.split(" ").map((spec) => spec.replace(/(?<=.)@.*/, ""));

    beforeAll(async () => {
      await mkdir(project, { recursive: true });
      await writeFile(join(project, "package.json"), JSON.stringify(manifestOf(member, wanted)));
      await writeFile(join(project, "readme.ts"), example);
      await run(project, "npm", "install", "--no-audit", "--no-fund", "--prefer-offline");
    }, 10 * minutes);

    afterAll(() => rm(project, { recursive: true }));

    test("packs its modules and their types, its README and its license", async () => {
      const packed = join(project, "node_modules", name);
      const [entries, dist] = await Promise.all([filesIn(packed), filesIn(join(packed, "dist"))]);
      const modules = (await filesIn(join(path, "src"))).filter((file) =>
        /(?<!\.test|\.bench)\.ts$/.test(file),
      );
      const made = modules.flatMap((file) =>
        [".js", ".d.ts"].map((end) => file.replace(/\.ts$/, end)),
      );
      expect(dist).toEqual(expect.arrayContaining(made));
      expect(dist.filter((file) => /\.(test|bench)\./.test(file))).toEqual([]);
      expect(entries.filter((file) => !file.startsWith("dist/")).sort()).toEqual([
        "LICENSE",
        "README.md",
        "package.json",
      ]);

      const manifest = await readFile(join(packed, "package.json"), "utf8");
      expect(manifest).not.toMatch(/@ebm\/source|workspace:|catalog:/);
    });

    test("is clean to publint", () => run(folder, "publint", "run", tarball(member), "--strict"));

    test("has types that resolve", () =>
      run(folder, "attw", tarball(member), "--profile", "esm-only", "--format", "ascii"));

    test("asks the README's reader to install what its example imports", () => {
      const imported = importsOf(example).filter((specifier) => !specifier.startsWith("node:"));
      expect(wanted).toContain(name);
      expect(wanted).toEqual(expect.arrayContaining(imported.map(packageOf)));
    });

    test("brings tensors only where the README asks for them", () => {
      const tensors = existsSync(join(project, "node_modules/@tensorflow"));
      expect(tensors).toBe(wanted.some((it) => it.startsWith("@tensorflow/")));
    });

    test.each([
      ["Node 22", "node-22"],
      ["Node 24", "node"],
    ])("runs the README under %s", async (_, dependency) => {
      const node = createRequire(import.meta.url).resolve(`${dependency}/bin/node`);
      await run(project, node, "readme.ts");
    });
  });
}

/** Returns a manifest with the packages that the README asks for. Our own come from tarballs. */
function manifestOf({ path }: Member, requested: readonly string[]): object {
  const require = createRequire(join(path, "package.json"));
  const ours = Object.fromEntries(packages.map((each) => [each.name, `file:${tarball(each)}`]));
  const dependencies = Object.fromEntries(
    requested.map((name) => [name, ours[name] ?? require(`${name}/package.json`).version]),
  );
  const others = packages.filter(
    (each) => !requested.includes(each.name) && existsSync(tarball(each)),
  );
  const overrides = Object.fromEntries(others.map(({ name }) => [name, ours[name]]));
  return { private: true, type: "module", dependencies, overrides };
}

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)));
}

function tarball({ name, manifest }: Member): string {
  return join(folder, `${name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`);
}

/** Runs a command, and fails with its output. */
async function run(cwd: string, command: string, ...args: string[]): Promise<void> {
  const bins = [root, import.meta.dirname].map((path) => join(path, "node_modules/.bin"));
  const env = {
    ...process.env,
    PATH: [...bins, process.env.PATH].join(delimiter),
    ONNXRUNTIME_NODE_INSTALL: "skip",
  };
  await promisify(execFile)(command, args, { cwd, env }).catch(({ stdout, stderr }) => {
    throw new Error([`${command} ${args.join(" ")} failed:`, stdout, stderr].join("\n"));
  });
}
