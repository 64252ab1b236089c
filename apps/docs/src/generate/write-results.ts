// Writes the pages of the results, from the READMEs that `ebm reproduce` wrote.
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { root } from "../../../../tooling/workspace.js";

const results = join(root, "results");
const pages = resolve(import.meta.dirname, "../content/docs/results");
const plots = resolve(import.meta.dirname, "../../public/results");

const LINK = /(!?)\[([^\]]*)\]\(([^)]+)\)/g;

for (const folder of [pages, plots]) rmSync(folder, { recursive: true, force: true });
for (const file of globSync("{,*/,*/*/}README.md", { cwd: results })) {
  const folder = dirname(file);
  const [, title = folder, body = ""] =
    /^# ([^\n]+)\n(.*)$/s.exec(readFileSync(join(results, file), "utf8")) ?? [];
  const page = join(pages, folder, "index.md");
  mkdirSync(dirname(page), { recursive: true });
  const matter = JSON.stringify({ title, editUrl: false });
  writeFileSync(
    page,
    `---\n${matter}\n---\n${body.replace(LINK, (_, ...parts) => linkOf(folder, parts))}`,
  );
}
for (const file of globSync("**/*.svg", { cwd: results }))
  cpSync(join(results, file), join(plots, file));

/** Returns a link to a page or picture of the site. Other links become their words. */
function linkOf(folder: string, [image, text, link]: readonly string[]): string {
  if (/^(https?:|#)/.test(link!)) return `${image}[${text}](${link})`;
  const target = join(folder, link!);
  if (link!.endsWith(".svg")) return `${image}[${text}](/results/${target})`;
  const to = target.replace(/\/?README\.md$/, "");
  if (!existsSync(join(results, to, "README.md"))) return text!;
  return `[${text}](${join(link!.replace(/\/?README\.md$/, ""), "index.md")})`;
}
