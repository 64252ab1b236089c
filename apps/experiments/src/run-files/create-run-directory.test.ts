import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { configOf } from "../../test/config-of.js";
import { temporaryDirectory } from "../../test/own-files.js";
import { readConfig } from "../run/read-config.js";
import { tasks } from "../tasks/index.js";
import { labelRanking } from "../tasks/label-ranking.js";
import { createRunDirectory } from "./create-run-directory.js";
import { FILES } from "./files.js";
import type { Lock } from "./lock-directory.js";

const config = configOf(labelRanking, "iris");

let parent: string;
let directory: string;
beforeEach(async () => {
  parent = await temporaryDirectory();
  directory = join(parent, "a", "run");
});

describe("createRunDirectory", () => {
  test("makes a directory whose config reads back", async () => {
    await createRunDirectory(directory, config);
    expect(await readConfig(directory, tasks)).toMatchObject({ config });
    expect((await readdir(directory)).sort()).toEqual(["config.json", "lock.json"]);
    expect(await readdir(join(parent, "a"))).toEqual(["run"]);
  });

  test("refuses a finished run, one that was stopped, and one that is in use", async () => {
    const lock = await createRunDirectory(directory, config);
    const again = (): Promise<Lock> => createRunDirectory(directory, config);
    await expect(again()).rejects.toThrow(`${directory} is in use by process ${process.pid}.`);
    await lock.release();
    await writeFile(join(directory, FILES.checkpoint), "");
    await expect(again()).rejects.toThrow("ebm resume");
    await writeFile(join(directory, FILES.result), "{}");
    await expect(again()).rejects.toThrow("a finished run");
    expect(await readdir(directory)).not.toContain(FILES.lock);
  });

  test("replaces a run that has made no checkpoint", async () => {
    await (await createRunDirectory(directory, config)).release();
    await writeFile(join(directory, FILES.metrics), "");
    await createRunDirectory(directory, { ...config, seed: 1 });
    expect(await readConfig(directory, tasks)).toMatchObject({ config: { seed: 1 } });
  });

  test("takes an empty directory, and one in which a process was killed at once", async () => {
    await mkdir(directory, { recursive: true });
    await (await createRunDirectory(directory, config)).release();
    await rm(join(directory, FILES.config));
    await writeFile(join(directory, `${FILES.config}.0123abcd.tmp`), "{");
    await createRunDirectory(directory, config);
    expect((await readdir(directory)).sort()).toEqual(["config.json", "lock.json"]);
  });

  test("overwrites a run, of which nothing remains but what it did not write", async () => {
    await (await createRunDirectory(directory, config)).release();
    await writeFile(join(directory, FILES.result), "{}");
    await writeFile(join(directory, FILES.checkpoint), "old");
    await writeFile(join(directory, "predict.onnx"), "old");
    await mkdir(join(directory, "plots"));
    await writeFile(join(directory, "notes.txt"), "mine");
    await createRunDirectory(
      directory,
      { ...config, seed: 1 },
      { overwrite: true, onnxFiles: ["predict.onnx"] },
    );
    expect((await readdir(directory)).sort()).toEqual(["config.json", "lock.json", "notes.txt"]);
    expect(await readConfig(directory, tasks)).toMatchObject({ config: { seed: 1 } });
  });

  test("never touches a directory that contains no run", async () => {
    await writeFile(join(parent, "thesis.tex"), "years of work");
    const made = createRunDirectory(parent, config, { overwrite: true });
    await expect(made).rejects.toThrow("is not empty and contains no run");
    expect(await readdir(parent)).toEqual(["thesis.tex"]);
  });

  test("says what cannot be written", async () => {
    await writeFile(join(parent, "file"), "");
    const made = createRunDirectory(join(parent, "file", "run"), config);
    await expect(made).rejects.toThrow(/file cannot be written: ENOTDIR/);
  });
});

describe("readConfig", () => {
  test.each([
    ["no JSON", "{", /config.json is not JSON/],
    [
      "no config",
      '{"task":"label-ranking","model":"stack"}',
      /config.json: `data` is undefined, expected/,
    ],
  ])("refuses %s", async (_, text, message) => {
    await createRunDirectory(directory, config);
    await writeFile(join(directory, FILES.config), text);
    await expect(readConfig(directory, tasks)).rejects.toThrow(message);
  });

  test("says where no run is", async () => {
    await expect(readConfig(directory, tasks)).rejects.toThrow("contains no run");
  });

  test("is of a file that people can read", async () => {
    await createRunDirectory(directory, config);
    expect(await readFile(join(directory, FILES.config), "utf8")).toContain('\n  "seed": 0');
  });
});
