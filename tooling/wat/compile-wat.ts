import { globSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import wabt from "wabt";

const root = resolve(import.meta.dirname, "../..");

/** The paths of every .wat of the packages. */
export function watFiles(): string[] {
  return globSync("packages/*/src/*.wat", { cwd: root }).map((path) => join(root, path));
}

/** Returns the path of a .wat's module: `random.wat` becomes `random-wasm.ts` next to it. */
export function modulePath(path: string): string {
  return path.replace(/\.wat$/, "-wasm.ts");
}

/** Compiles a .wat to the text of a TypeScript module that holds its bytes. */
export async function compileWat(path: string): Promise<string> {
  const file = basename(path);
  const { parseWat } = await wabt();
  const parsed = parseWat(file, readFileSync(path, "utf8"));
  parsed.validate();
  const base64 = Buffer.from(parsed.toBinary({}).buffer).toString("base64");
  parsed.destroy();
  const name = file
    .replace(".wat", "-wasm")
    .replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return `// Made from ${file} by \`pnpm generate\`: edit that, not this.
const base64 =
  "${base64}";

export const ${name}: WebAssembly.Module = new WebAssembly.Module(
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
);
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const path of watFiles()) writeFileSync(modulePath(path), await compileWat(path));
}
