import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { expect, test, vi } from "vitest";
import { sidebar } from "../src/sidebar.js";
import { data, docs, outputMismatch, type Page, pages, shownOutput } from "./page-blocks.js";

const PYTHON = process.env.EBM_PYTHON ?? "python3";
const all = pages();
const withCode = all.filter(({ blocks }) => blocks.some(({ language }) => language === "ts"));

test.each(withCode)("$name runs, and prints what it shows", async (page) => {
  const directory = mkdtempSync(join(tmpdir(), "ebm-docs-"));
  try {
    cpSync(data, directory, { recursive: true });
    expectShown(page, "ts", await runTypeScript(page, directory));
    const python = page.blocks.filter(({ language }) => language === "py");
    if (python.length === 0 || !hasPython()) return;
    const code = python.map((block) => block.code).join("\n");
    const printed = execFileSync(PYTHON, ["-c", code], { cwd: directory, encoding: "utf8" });
    expectShown(page, "py", printed);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
test.each(all)("$name links to what exists", ({ name, path, markdown }) => {
  const prose = markdown.replace(/^```.*?^```$/gms, "").replace(/`[^`\n]*`/g, "");
  for (const [, link = ""] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^https?:/.test(link)) continue;
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

/** Runs the `ts` blocks of a page in a directory, and returns what they print. */
async function runTypeScript(page: Page, directory: string): Promise<string> {
  const before = process.cwd();
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((...values) => {
    lines.push(values.join(" "));
  });
  try {
    process.chdir(directory);
    await import(`${page.path}.ts`);
  } finally {
    process.chdir(before);
    log.mockRestore();
  }
  return lines.join("\n");
}

function expectShown(page: Page, language: string, printed: string): void {
  const shown = shownOutput(page, language);
  if (shown.length > 0) expect(outputMismatch(shown.join("\n"), printed)).toBeNull();
}

function hasPython(): boolean {
  return spawnSync(PYTHON, ["-c", "import numpy, onnxruntime"]).status === 0;
}

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
