import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DivergedError } from "@ebm/core/errors";
import { beforeEach, expect, test } from "vitest";
import { temporaryDirectory } from "../../test/own-files.js";
import { tinyStudy } from "../../test/tiny-study.js";
import { openCellsFile } from "./cells-file.js";
import { runCells } from "./run-cells.js";
import type { Metrics, Study } from "./study.js";

let directory: string;
let computed: string[] = [];
beforeEach(async () => {
  directory = await temporaryDirectory();
  computed = [];
});

async function compute(
  study: Study,
  { seeds = study.seeds, only = "", signal = new AbortController().signal } = {},
): Promise<boolean> {
  const file = await openCellsFile(directory, study);
  const context = { fetch: {}, signal };
  return runCells({
    study,
    file,
    seeds,
    only,
    context,
    emit: (event) => event.event === "cell" && computed.push(event.cell.name),
  });
}

const saved = async (study = tinyStudy()) => (await openCellsFile(directory, study)).read();

test("each cell is saved as it ends, with the code and the machine that computed it", async () => {
  expect(await compute(tinyStudy())).toBe(true);
  expect(computed).toEqual(["set-good-seed0", "set-bad-seed0", "set-good-seed1", "set-bad-seed1"]);
  const [, cell] = await saved();
  expect(cell).toMatchObject({
    name: "set-bad-seed1",
    row: "bad",
    column: "set",
    config: { seed: 1, method: "bad" },
    metrics: { score: 6, series: [1, 2, 3], diverged: 0 },
    revision: 1,
  });
  expect(cell!.commit).toMatch(/^([\da-f]{12}|unknown)$/);
  expect(cell!.environment).toContain(`node ${process.versions.node}`);
});

test("no cell is computed twice", async () => {
  await compute(tinyStudy());
  computed = [];
  await compute(tinyStudy());
  expect(computed).toEqual([]);
});

test("a stopped study continues, and drops the cell that was running", async () => {
  const controller = new AbortController();
  const stopped = tinyStudy(({ seed }) => {
    if (seed === 1) controller.abort();
    return { score: Number.NaN };
  });
  expect(await compute(stopped, controller)).toBe(false);
  expect((await saved()).map(({ name }) => name)).toEqual(["set-bad-seed0", "set-good-seed0"]);
  computed = [];
  expect(await compute(tinyStudy())).toBe(true);
  expect(computed).toEqual(["set-good-seed1", "set-bad-seed1"]);
});

test("an error is reported unless the study is being stopped", async () => {
  const controller = new AbortController();
  const failing = tinyStudy((): Metrics => {
    controller.abort();
    throw new Error("aborted");
  });
  expect(await compute(failing, controller)).toBe(false);
  const broken = tinyStudy(() => {
    throw new Error("broken");
  });
  await expect(compute(broken)).rejects.toThrow("cell set-good-seed0: broken");
});

test("training that diverged has no metric but that", async () => {
  const diverging = tinyStudy(() => {
    throw new DivergedError("train: `loss` is NaN", { step: 3 });
  });
  await compute(diverging);
  expect((await saved()).map(({ metrics }) => metrics)).toEqual(Array(4).fill({ diverged: 1 }));
});

test("cells of another config or of an earlier revision are computed anew", async () => {
  await compute(tinyStudy());
  const path = join(directory, "cells.jsonl");
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace('"method":"bad"', '"method":"worse"'));
  computed = [];
  await compute(tinyStudy());
  expect(computed).toEqual(["set-bad-seed0"]);
  await compute({ ...tinyStudy(), revision: 2 });
  expect(computed).toHaveLength(5);
  expect((await saved()).map(({ revision }) => revision)).toEqual([2, 2, 2, 2]);
});

test("seeds and names restrict what is computed", async () => {
  await compute(tinyStudy(), { seeds: [7], only: "bad" });
  expect(computed).toEqual(["set-bad-seed7"]);
});
