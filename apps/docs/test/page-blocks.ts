import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const docs: string = resolve(import.meta.dirname, "../src/content/docs");
export const data: string = resolve(import.meta.dirname, "../public/data");

/** Pages whose code takes more than a few seconds. `pages.full.test.ts` runs them. */
export const slow: readonly string[] = ["tutorials/cnn-energy.md"];

/** A fenced block of a page: `ts`, `sh` and `py` are run, `text` is what the block before prints. */
interface Block {
  readonly language: string;
  readonly code: string;
}

export interface Page {
  readonly name: string;
  readonly path: string;
  readonly markdown: string;
  readonly blocks: readonly Block[];
}

/** Lists the pages that are written by hand. */
export function pages(): Page[] {
  return globSync("**/*.md", { cwd: docs, exclude: ["api/**", "results/**"] })
    .sort()
    .map((name) => {
      const path = join(docs, name);
      const markdown = readFileSync(path, "utf8");
      const fences = markdown.matchAll(/^```(\w*)[^\n]*\n(.*?)^```$/gms);
      const blocks = [...fences].map(([, language = "", code = ""]) => ({ language, code }));
      return { name, path, markdown, blocks };
    });
}

/** Returns the texts that a page shows as printed by blocks of a language. */
export function shownOutput({ blocks }: Page, language: string): string[] {
  return blocks
    .filter((block, i) => block.language === "text" && blocks[i - 1]?.language === language)
    .map(({ code }) => code.trim());
}

/**
 * Says where a shown output is not what was printed, or null. Numbers may differ by a fifth or by
 * 0.05, so that a better model does not make the page wrong; the words must agree.
 */
export function outputMismatch(shown: string, printed: string): string | null {
  const [expected, found] = [split(shown), split(printed)];
  if (expected.words !== found.words) return `expected\n${shown}\nprinted\n${printed}`;
  const wrong = expected.numbers.findIndex((value, i) => {
    const difference = Math.abs(value - found.numbers[i]!);
    return difference > 0.05 && difference > Math.abs(value) / 5;
  });
  return wrong < 0 ? null : `number ${wrong + 1} is ${found.numbers[wrong]} in\n${printed}`;
}

function split(text: string): { readonly words: string; readonly numbers: readonly number[] } {
  const number = /-?\d+(\.\d+)?(e[+-]?\d+)?/g;
  const words = text.replace(number, "#").replace(/\s+/g, " ").trim();
  return { words, numbers: (text.match(number) ?? []).map(Number) };
}
