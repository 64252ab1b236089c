import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { kinds } from "./kinds.js";
import { addExport, addPublicName, addToList } from "./register.js";

export interface PlanInputs {
  readonly root: string;
  readonly kind: string;
  /** The argument: `name`, or `place/name`. */
  readonly argument: string;
}

/**
 * Returns the text of each file that a new member of the repository creates or changes, by path.
 *
 * @throws {Error} If the kind or the name does not fit, or if a file exists already. The message is
 *   one line.
 */
export function planNew({ root, kind: kindName, argument }: PlanInputs): Map<string, string> {
  const kind = Object.entries(kinds).find(([name]) => name === kindName)?.[1];
  if (!kind) {
    throw new Error(`new: \`kind\` is ${kindName}, expected ${Object.keys(kinds).join(", ")}.`);
  }
  const parts = argument.split("/");
  const [name = "", place = ""] = parts.toReversed();
  const hasPlace = kind.argument.includes("/");
  const fits = parts.every((part) => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(part));
  if (!fits || parts.length !== (hasPlace ? 2 : 1) || !name.endsWith(kind.suffix)) {
    throw new Error(`new: \`name\` is ${argument}, expected ${kind.argument}.`);
  }

  const stem = name.slice(0, name.length - kind.suffix.length);
  const exported = camel(kindName === "study" ? `${name}-study` : name);
  const fill = (template: string): string =>
    readFileSync(join(import.meta.dirname, "templates", `${template}.template`), "utf8")
      .replaceAll("template-place", kind.packageOf?.(place) ?? place)
      .replaceAll("template-name", stem)
      .replaceAll("templateExport", exported)
      .replaceAll("templateName", camel(stem))
      .replaceAll("TemplateName", pascal(stem));

  const planned = new Map<string, string>();
  const add = (path: string, text: string): void => {
    if (existsSync(join(root, path))) throw new Error(`new: ${path} is there already.`);
    planned.set(path, text);
  };
  const change = (path: string, edit: (text: string) => string): void => {
    planned.set(path, edit(readFileSync(join(root, path), "utf8")));
  };

  const files = kind.files({ root, place, name });
  for (const [template, path] of Object.entries(files)) add(path, fill(template));
  const [path] = Object.values(files);
  if (!existsSync(dirname(join(root, path!)))) {
    throw new Error(`new: ${dirname(path!)} is no folder, expected ${kind.argument}.`);
  }

  if (kind.list) {
    const { file, module } = kind.list({ place, name });
    change(file, (text) => addToList(text, { exported, path: module }));
    return planned;
  }
  const src = `packages/${kind.packageOf?.(place)}/src`;
  const type = { loss: `${pascal(stem)}Inputs`, dataset: pascal(stem) }[kindName];
  const module = path!.replace(src, ".").replace(/ts$/, "js");
  change(`${src}/index.ts`, (text) => addExport(text, { exported, type, module }));
  change(`${src}/index.test.ts`, (text) => addPublicName(text, exported));
  add(`.changeset/${name}.md`, fill("changeset.md"));
  return planned;
}

function camel(kebab: string): string {
  return kebab.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function pascal(kebab: string): string {
  return camel(`-${kebab}`);
}
