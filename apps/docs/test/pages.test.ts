import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, test } from "vitest";
import { sidebar } from "../src/sidebar.js";
import { data, docs, outputMismatch, pages, slow } from "./page-blocks.js";
import { runPage } from "./run-page.js";

const all = pages();
const withCode = all.filter(
  ({ name, blocks }) => blocks.some(({ language }) => language === "ts") && !slow.includes(name),
);

test.each(withCode)("$name runs, and prints what it shows", (page) => runPage(page));

test.each(all)("$name links to what exists", ({ name, path, markdown }) => {
  const prose = markdown.replace(/^```.*?^```$/gms, "").replace(/`[^`\n]*`/g, "");
  for (const [, link = ""] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^(https?:|\/(playground|results)\/)/.test(link)) continue;
    const [file = "", anchor] = link.split("#");
    const target = link.startsWith("/")
      ? join(data, "..", file)
      : file
        ? resolve(path, "..", file)
        : path;
    const isMade = ["api", "results"].includes(relative(docs, target).split("/")[0]!);
    if (isMade) continue;
    expect(existsSync(target), `${name}: ${link}`).toBe(true);
    if (!anchor) continue;
    const linked = all.find((page) => page.path === target)!;
    expect(anchors(linked.markdown), `${name}: ${link}`).toContain(anchor);
  }
});

test("the sidebar lists every page", () => {
  const listed = JSON.stringify(sidebar);
  const missing = all
    .map(({ name }) => name.replace(/\.md$/, ""))
    .filter((name) => name !== "index" && !listed.includes(`"${name}"`));
  expect(missing).toEqual([]);
});

test("shown numbers may differ a little, and words may not", () => {
  expect(outputMismatch("loss 1.20", "loss 1.27")).toBeNull();
  expect(outputMismatch("loss 1.20", "loss 1.60")).toContain("number 1 is 1.6");
  expect(outputMismatch("loss 1.20", "gain 1.20")).toContain("printed");
});

/** Returns the anchors of headings, as the site makes them. */
function anchors(markdown: string): string[] {
  return [...markdown.matchAll(/^##+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}
