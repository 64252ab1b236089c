import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { isolatedDeclarationSync } from "rolldown/experimental";
import { parseAst } from "rolldown/parseAst";

/** A declaration of a module, or what it takes from another one. */
interface Module {
  readonly declared: ReadonlyMap<string, string>;
  readonly taken: ReadonlyMap<string, { readonly name: string; readonly from: string }>;
}

/**
 * Returns the public API of an entry as declarations without comments, sorted by name, followed by
 * the types that these mention and users cannot import.
 */
export function apiReport(entry: string): string {
  const exported = new Map<string, string>();
  const hidden = new Map<string, string>();
  const start = moduleOf(entry);
  const names = [...start.declared.keys(), ...start.taken.keys()];
  for (const name of names) {
    const found = find(entry, name);
    if (found) exported.set(name, found.text);
  }
  const pending = names.map((name) => find(entry, name));
  for (let found = pending.pop(); pending.length > 0 || found; found = pending.pop()) {
    for (const [word] of found?.text.matchAll(/[A-Za-z_$][\w$]*/g) ?? []) {
      if (exported.has(word) || hidden.has(word)) continue;
      const mentioned = found && find(found.file, word);
      if (!mentioned) continue;
      hidden.set(word, mentioned.text);
      pending.push(mentioned);
    }
  }
  const parts = [exported, hidden].map((part) =>
    [...part.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text),
  );
  const [publicPart, hiddenPart] = parts as [string[], string[]];
  if (hiddenPart.length > 0) hiddenPart.unshift("// Mentioned, but not exported:");
  return [...publicPart, ...hiddenPart].join("\n\n");
}

interface Found {
  readonly text: string;
  readonly file: string;
}

/** Finds the declaration of a name in a file, or in the file that it comes from. */
function find(file: string, name: string): Found | undefined {
  const { declared, taken } = moduleOf(file);
  const text = declared.get(name);
  if (text !== undefined) return { text, file };
  const source = taken.get(name);
  if (!source?.from.startsWith(".")) return undefined;
  return find(resolve(file, "..", source.from.replace(/\.js$/, ".ts")), source.name);
}

const modules = new Map<string, Module>();

function moduleOf(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const source = readFileSync(file, "utf8");
  const { code, errors } = isolatedDeclarationSync(basename(file), source);
  if (errors.length > 0) throw new Error(`apiReport: ${file}: ${errors[0]?.message}`);
  const declared = new Map<string, string>();
  const taken = new Map<string, { name: string; from: string }>();
  for (const node of parseAst(code, { lang: "dts" }).body) {
    if (node.type === "ImportDeclaration") {
      for (const each of node.specifiers) {
        if (each.type !== "ImportSpecifier") continue;
        taken.set(each.local.name, { name: nameOf(each.imported), from: node.source.value });
      }
      continue;
    }
    if (node.type === "ExportNamedDeclaration" && node.source) {
      for (const { local, exported } of node.specifiers) {
        taken.set(nameOf(exported), { name: nameOf(local), from: node.source.value });
      }
      continue;
    }
    const text = plain(code.slice(node.start, node.end));
    const [, name] =
      /^(?:export )?(?:declare )?(?:const|let|function|class|interface|type|abstract class) ([\w$]+)/.exec(
        text,
      ) ?? [];
    if (!name) continue;
    const before = declared.get(name); // of an overloaded function
    declared.set(name, before ? `${before}\n${text}` : text);
  }
  const found = { declared, taken };
  modules.set(file, found);
  return found;
}

function nameOf(node: { readonly type: string; readonly name?: string }): string {
  return node.name ?? "";
}

function plain(code: string): string {
  return code
    .replace(/\/\*\*.*?\*\//gs, "")
    .replace(/^\s*\n/gm, "")
    .replaceAll("\t", "  ")
    .replace(/^export (declare )?/, "");
}
