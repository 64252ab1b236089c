import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { temporaryDirectory } from "../../test/own-files.js";
import { tinyStudy } from "../../test/tiny-study.js";
import { openCellFiles } from "./cell-files.js";
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
  const files = await openCellFiles(directory, study);
  const context = { fetch: {}, signal };
  return runCells({
    study,
    files,
    seeds,
    only,
    context,
    emit: (event) => event.event === "cell" && computed.push(event.cell.name),
  });
}

const pathOf = (name: string): string => join(directory, "cells", `${name}.json`);

describe("runCells", () => {
  test("keeps each cell as it ends, with what it was made by", async () => {
    expect(await compute(tinyStudy())).toBe(true);
    expect(computed).toEqual(["good-seed0", "bad-seed0", "good-seed1", "bad-seed1"]);
    expect(JSON.parse(await readFile(pathOf("bad-seed1"), "utf8"))).toMatchObject({
      name: "bad-seed1",
      config: { seed: 1, method: "bad" },
      metrics: { score: 6, series: [1, 2, 3] },
      environment: { node: process.versions.node },
    });
  });

  test("computes no cell twice", async () => {
    await compute(tinyStudy());
    computed = [];
    await compute(tinyStudy());
    expect(computed).toEqual([]);
  });

  test("goes on where an interrupt stopped it, and drops the cell under way", async () => {
    const controller = new AbortController();
    const stopped = tinyStudy(({ seed }) => {
      if (seed === 1) controller.abort();
      return { score: Number.NaN };
    });
    expect(await compute(stopped, controller)).toBe(false);
    expect((await readdir(join(directory, "cells"))).sort()).toEqual([
      "bad-seed0.json",
      "good-seed0.json",
    ]);
    computed = [];
    expect(await compute(tinyStudy())).toBe(true);
    expect(computed).toEqual(["good-seed1", "bad-seed1"]);
  });

  test("an error while it is stopped is no error", async () => {
    const controller = new AbortController();
    const failing = tinyStudy((): Metrics => {
      controller.abort();
      throw new Error("aborted");
    });
    expect(await compute(failing, controller)).toBe(false);
    await expect(
      compute(
        tinyStudy(() => {
          throw new Error("broken");
        }),
      ),
    ).rejects.toThrow("broken");
  });

  test("computes anew what was half written, or under other settings", async () => {
    await compute(tinyStudy());
    const whole = await readFile(pathOf("good-seed0"), "utf8");
    await writeFile(pathOf("good-seed0"), whole.slice(0, whole.length / 2));
    await writeFile(pathOf("bad-seed0"), whole.replace('"good"', '"better"'));
    computed = [];
    await compute(tinyStudy());
    expect(computed).toEqual(["good-seed0", "bad-seed0"]);
    expect(await readFile(pathOf("good-seed0"), "utf8")).toContain('"score": 10');
  });

  test("is restricted to seeds and names", async () => {
    await compute(tinyStudy(), { seeds: [7], only: "bad" });
    expect(computed).toEqual(["bad-seed7"]);
  });
});

test("readAll leaves out files of other studies and of other settings", async () => {
  await compute(tinyStudy(), { seeds: [0, 7] });
  await writeFile(pathOf("stray"), '{"name":"stray","config":{"seed":0},"metrics":{}}');
  await writeFile(pathOf("broken"), '{"name":');
  const changed: Study = {
    ...tinyStudy(),
    cells: (seed) => ({ [`good-seed${seed}`]: { seed, method: "good" } }),
  };
  const cells = await (await openCellFiles(directory, changed)).readAll();
  expect(cells.map(({ name }) => name)).toEqual(["good-seed0", "good-seed7"]);
});
