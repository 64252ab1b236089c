import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { temporaryDirectory } from "../../test/own-files.js";
import { tinyStudy } from "../../test/tiny-study.js";
import { openCellsFile } from "./cells-file.js";
import type { Cell, Study } from "./study.js";

const study = tinyStudy();
let directory: string;
beforeEach(async () => {
  directory = await temporaryDirectory();
});

const cell = (seed: number, score = 1): Cell => ({
  ...study.cells(seed)[0]!,
  metrics: { score },
  seconds: 1,
  date: "2026-11-22T10:00:00.000Z",
  revision: 1,
  commit: "unknown",
  dirty: null,
  environment: "a processor",
});
const open = (of: Study = study) => openCellsFile(directory, of);
const text = () => readFile(join(directory, "cells.jsonl"), "utf8");

test("cells are read back by name, the last of each", async () => {
  const file = await open();
  expect(await file.read()).toEqual([]);
  for (const it of [cell(1), cell(0), cell(1, 5)]) await file.append(it);
  expect(await file.read()).toEqual([cell(0), cell(1, 5)]);
  expect(await (await open()).read()).toEqual([cell(0), cell(1, 5)]);
});

test("sorting leaves one line for each cell, and is lossless", async () => {
  const file = await open();
  for (const it of [cell(1), cell(0), cell(1, 5)]) await file.append(it);
  await file.sort();
  const lines = (await text()).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual([cell(0), cell(1, 5)]);
  await file.sort();
  expect((await text()).trimEnd().split("\n")).toEqual(lines);
});

test("a write that was killed loses its own cell only", async () => {
  const file = await open();
  await file.append(cell(0));
  await file.append(cell(1));
  await writeFile(join(directory, "cells.jsonl"), (await text()).slice(0, -20));
  expect(await file.read()).toEqual([cell(0)]);
  await file.append(cell(2));
  expect(await file.read()).toEqual([cell(0), cell(2)]);
});

test("cells of other studies or configs are not read, and stay in the file", async () => {
  const file = await open();
  const foreign = { ...cell(0), name: "stray" };
  const changed = { ...cell(1), config: { seed: 1, method: "changed" } };
  for (const it of [foreign, changed, cell(0)]) await file.append(it);
  expect(await file.read()).toEqual([cell(0)]);
  await file.sort();
  expect(await text()).toContain("stray");
});

test("a cell of an earlier revision is read", async () => {
  await (await open()).append(cell(0));
  expect(await (await open({ ...study, revision: 2 })).read()).toEqual([cell(0)]);
});
