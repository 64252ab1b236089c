import { relative, resolve, sep } from "node:path";
import { type Node, walk } from "./walk.js";

const docs = resolve(import.meta.dirname, "../content/docs");

/**
 * Turns links between files into links between pages, below the base of the site:
 * `../concepts/energy.md#sign` becomes `/base/concepts/energy/#sign`, and `/data/flats.csv`, a file
 * of `public`, becomes `/base/data/flats.csv`.
 */
export function pageLinks({ base }: { readonly base: string }): Transformer {
  return (tree, file) =>
    walk(tree, ({ tagName, properties }) => {
      const name = tagName === "a" ? "href" : tagName === "img" ? "src" : null;
      const link = name && properties?.[name];
      if (typeof link !== "string") return;
      properties![name!] = pageLink(link, { base, from: file.path });
    });
}

type Transformer = (tree: Node, file: { readonly path: string }) => void;

function pageLink(
  link: string,
  { base, from }: { readonly base: string; readonly from: string },
): string {
  const root = base.replace(/\/$/, "");
  if (link.startsWith("/")) return root + link;
  const [path = "", hash] = link.split("#");
  if (!path.endsWith(".md") || /^[a-z]+:/.test(path)) return link;
  const page = relative(docs, resolve(from, "..", path))
    .split(sep)
    .join("/");
  const below = page.replace(/(^|\/)index\.md$/, "$1").replace(/\.md$/, "/");
  return `${root}/${below}${hash ? `#${hash}` : ""}`;
}
