import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./workspace.js";

/** Patterns that make prose hard to read, with better wording. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/(\/\*\*|^\s*\*|^\s*\/\/) (Of|That of|Those of) (?!course)/, "start with a noun or a verb"],
  [/\/\*\* (What|Whether .*\?|How [a-z]+ (it|they) )/, "start with a noun or a verb"],
  [/\b[Ww]hoever\b|\blest\b|\bbe (they|it)\b/, "say who does what"],
  [/\bof late\b|\bto be had\b/, "use usual words"],
  [/\bunseen\b/, "held-out"],
  [/\bis least (at|where|if)\b/, "has its minimum at"],
  [
    /neighbour|[Nn]ormalis|[Mm]inimis|[Mm]aximis|[Ii]nitialis|[Oo]ptimis(?!t)|[Ss]tandardis|colour|behaviour|favour\b|labelled|modelled/,
    "American spelling",
  ],
];

/** Lines that quote titles or addresses as published. */
const isQuoted = (line: string): boolean =>
  /https?:|Self-[Nn]ormalising|Unnormalised/.test(line) && !/\/\*\* (Of|What)/.test(line);

test("prose is plain English", () => {
  const files = execFileSync("git", ["ls-files", "*.ts", "*.md", "*.py", "*.js"], { cwd: root })
    .toString()
    .split("\n")
    .filter((path) => path && !path.endsWith("CHANGELOG.md") && !path.endsWith(OWN));
  const found: string[] = [];
  for (const path of files) {
    const lines = readFileSync(join(root, path), "utf8").split("\n");
    for (const [index, line] of lines.entries()) {
      if (isQuoted(line)) continue;
      for (const [pattern, advice] of patterns) {
        if (pattern.test(line)) found.push(`${path}:${index + 1}: ${advice}: ${line.trim()}`);
      }
    }
  }
  expect(found).toEqual([]);
});

const OWN = "plain-english.test.ts";
