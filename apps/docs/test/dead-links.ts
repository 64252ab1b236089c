import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Lists the links of a built site that lead nowhere, as `page: link`. */
export function deadLinks(folder: string, base: string): string[] {
  const dead: string[] = [];
  const ids = new Map<string, ReadonlySet<string>>();
  const idsOf = (file: string): ReadonlySet<string> => {
    const known = ids.get(file);
    if (known) return known;
    const html = readFileSync(join(folder, file), "utf8");
    const found = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => decode(id!)));
    ids.set(file, found);
    return found;
  };
  for (const page of globSync("**/*.html", { cwd: folder })) {
    const html = readFileSync(join(folder, page), "utf8");
    for (const [, raw = ""] of html.matchAll(/<[^>]*\s(?:href|src)="([^"]+)"/g)) {
      const link = decode(raw);
      if (/^(https?:|data:|mailto:)/.test(link)) continue;
      const { pathname, hash } = new URL(link, `http://host${base}${page}`);
      const path = decodeURIComponent(pathname);
      const file = `${path.slice(base.length)}${path.endsWith("/") ? "index.html" : ""}`;
      const exists = path.startsWith(base) && existsSync(join(folder, file));
      const anchor = decodeURIComponent(hash.slice(1));
      // The playground keeps its state behind the #.
      const isState = path === `${base}playground/index.html`;
      if (!exists || (anchor && !isState && anchor !== "_top" && !idsOf(file).has(anchor))) {
        dead.push(`${page}: ${link}`);
      }
    }
  }
  return [...new Set(dead)];
}

function decode(text: string): string {
  return text.replaceAll("&amp;", "&").replaceAll("&#39;", "'").replaceAll("&quot;", '"');
}
