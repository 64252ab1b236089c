import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { data, outputMismatch, type Page, shownOutput } from "./page-blocks.js";

/** A Python with NumPy and ONNX Runtime. Without one, Python code is not run. */
const python = process.env.EBM_PYTHON ?? "python3";
const hasPython = spawnSync(python, ["-c", "import numpy, onnxruntime"]).status === 0;

/**
 * Runs the `ts` blocks of a page, then its `py` blocks, in a directory with the files that readers
 * download, and compares what they print with the `text` blocks behind them.
 *
 * @param then Called with the directory, before it is removed.
 */
export async function runPage(
  page: Page,
  then?: (directory: string) => void | Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "ebm-docs-"));
  try {
    cpSync(data, directory, { recursive: true });
    const json = codeOf(page, "json"); // the file of a sweep
    if (json) writeFileSync(join(directory, "sweep.json"), json);
    if (codeOf(page, "ts")) expectShown(page, "ts", await runTypeScript(page, directory));
    const code = codeOf(page, "py");
    if (code && hasPython) {
      const printed = execFileSync(python, ["-c", code], { cwd: directory, encoding: "utf8" });
      expectShown(page, "py", printed);
    }
    await then?.(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

export function codeOf({ blocks }: Page, language: string): string {
  return blocks
    .filter((block) => block.language === language)
    .map(({ code }) => code)
    .join("\n");
}

export function expectShown(page: Page, language: string, printed: string): void {
  const shown = shownOutput(page, language);
  if (shown.length > 0) expect(outputMismatch(shown.join("\n"), printed)).toBeNull();
}

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
