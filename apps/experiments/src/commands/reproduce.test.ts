import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ebmHere } from "../../test/ebm-here.js";
import { temporaryDirectory } from "../../test/own-files.js";
import { UsageError } from "../errors.js";

const ebm = (...args: string[]): Promise<string> => ebmHere([], "reproduce", ...args);

test.each([
  [[], /^expected a paper, one of joint-partition/],
  [["--check", "--table", "x"], /^--table is x, expected one of --table multilabel/],
  [["snl", "--check", "--cells", "0"], /^--cells is 0, expected a whole number from 1/],
  [["nowhere", "--table", "x"], /^paper nowhere is unknown, expected one of joint-partition/],
  [["joint-partition"], /^expected one of --table multilabel, .*--figure generalization/],
  [["joint-partition", "--table", "x"], /^--table is x, expected one of --table multilabel/],
  [["joint-partition", "--figure", "multilabel"], /^--figure is multilabel, expected one of/],
  [["joint-partition", "--table", "multilabel", "--figure", "convergence"], /^expected one of/],
  [["joint-partition", "--table", "multilabel", "--seeds", "4-0"], /^--seeds is 4-0, expected/],
  [["joint-partition", "--table", "multilabel", "--seeds", "1,x"], /^--seeds is 1,x, expected/],
  [["joint-partition", "--table", "multilabel", "--only", "mnist"], /^--only is mnist, expected/],
])("what is typed wrongly is refused: %j", async (args, message) => {
  const run = ebm(...args, "--out", await temporaryDirectory());
  await expect(run).rejects.toThrow(UsageError);
  await expect(run).rejects.toThrow(message);
});

test("--report writes the page of the cells that are there", async () => {
  const out = await temporaryDirectory();
  const written = await ebm("joint-partition", "--figure", "convergence", "--report", "--out", out);
  expect(written).toBe(`${join(out, "joint-partition", "convergence", "README.md")}\n`);
  expect(await readFile(written.trim(), "utf8")).toMatch(
    /(\d+) of \1 cells have not been computed yet/,
  );
});
