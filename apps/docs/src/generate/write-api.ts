// Writes a page for each package, from the types and comments of its sources.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Application, type ProjectReflection, ReflectionKind } from "typedoc";
import { members, root } from "../../../../tooling/workspace.js";
import { formatComments } from "./format-comments.js";

const pages = resolve(import.meta.dirname, "../content/docs/api");
const packages = members("packages");
const out = mkdtempSync(join(tmpdir(), "ebm-api-"));

const markdownOptions = {
  outputFileStrategy: "modules",
  excludeScopesInPaths: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  hidePageTitle: true,
  useCodeBlocks: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  typeDeclarationFormat: "table",
};
const app = await Application.bootstrapWithPlugins({
  plugin: ["typedoc-plugin-markdown"],
  entryPoints: packages.map(({ path }) => join(path, "src/index.ts")),
  tsconfig: join(root, "apps/docs/tsconfig.api.json"),
  readme: "none",
  out,
  disableSources: true,
  excludeInternal: true,
  excludeExternals: true,
  logLevel: "Error",
  groupOrder: ["Functions", "Variables", "Classes", "Interfaces", "Type Aliases", "*"],
  ...(markdownOptions as object),
});
const project = await app.convert();
if (!project || app.logger.hasErrors()) throw new Error("write-api: the sources do not compile.");
nameParts(project);
await app.generateOutputs(project);

rmSync(pages, { recursive: true, force: true });
mkdirSync(pages);
for (const { name, manifest } of packages) {
  const file = `${name.replace("@ebm/", "")}.md`;
  const { description } = manifest as { readonly description?: string };
  const body = mendAnchors(formatComments(readFileSync(join(out, file), "utf8")));
  const matter = JSON.stringify({ title: name, description, editUrl: false });
  writeFileSync(join(pages, file), `---\n${matter}\n---\n\n${description}.\n\n${body}`);
}
rmSync(out, { recursive: true });

/** Drops the number of an anchor, such as `#chain-1`, where the page has only one such heading. */
function mendAnchors(markdown: string): string {
  const headings = [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, text]) =>
    text!
      .toLowerCase()
      .replace(/[^a-z0-9_ -]/g, "")
      .replaceAll(" ", "-"),
  );
  return markdown.replace(/\(#([\w-]+)-(\d+)\)/g, (link, name: string, number: string) =>
    headings.filter((heading) => heading === name).length > Number(number) ? link : `(#${name})`,
  );
}

/** Names packages as they are imported, and destructured parameters by what they are. */
function nameParts(project: ProjectReflection): void {
  for (const module of project.children ?? []) module.name = `@ebm/${module.name.split("/")[0]}`;
  for (const signature of project.getReflectionsByKind(ReflectionKind.CallSignature)) {
    if (!signature.isSignature()) continue;
    for (const [i, parameter] of (signature.parameters ?? []).entries()) {
      if (parameter.name.startsWith("__")) parameter.name = i === 0 ? "inputs" : "options";
    }
  }
}
