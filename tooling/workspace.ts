import { globSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

export const root: string = resolve(import.meta.dirname, "..");

/** The fields of a package.json that are checked here. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly imports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export interface Member {
  readonly name: string;
  readonly path: string;
  readonly manifest: Manifest;
}

/** The members of the workspace in `packages`, `apps` or `tooling`. */
export function members(folder: "packages" | "apps" | "tooling"): Member[] {
  return globSync(`${folder}/*/package.json`, { cwd: root })
    .sort()
    .map((file) => {
      const manifest = JSON.parse(readFileSync(resolve(root, file), "utf8")) as Manifest;
      return { name: manifest.name, path: resolve(root, dirname(file)), manifest };
    });
}

/** Lists the sources of imports in a text, without comments. */
export function importsOf(source: string): string[] {
  const pattern =
    /^(?:import|export)\b[^;"]*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm;
  const code = source.replace(/^\s*(\/?\*|\/\/).*$/gm, "");
  return [...code.matchAll(pattern)].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic!);
}

/** The package that a specifier names: `@ebm/core/random` is of `@ebm/core`. */
export function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
