import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ebm } from "../../test/ebm.js";
import { temporaryDirectory, writeRankings } from "../../test/own-files.js";
import { FILES } from "../run-files/files.js";

test("a run killed again and again ends as one that was not", async () => {
  const directory = await temporaryDirectory();
  const file = await writeRankings(directory);
  const [killed, whole] = [join(directory, "killed"), join(directory, "whole")];
  const settings = [
    "--model",
    "permutahedron",
    "--steps",
    "700",
    "--batch-size",
    "16",
    "--validation-share",
    "0.25",
  ];
  const run = ["run", "label-ranking", "--file", file, ...settings, "--json"];
  const often = ["--checkpoint-every", "0.05"];

  // wherever it is when so many lines are out: training, saving, or ending
  const kills = [3, 150, 300];
  let command = [...run, "--out", killed, ...often];
  for (const lines of kills) {
    let seen = 0;
    const ended = await ebm(command, (_, child) => {
      seen++;
      if (seen === lines) child.kill("SIGKILL");
    });
    expect(ended.signal, ended.stderr).toBe("SIGKILL");
    command = ["resume", killed, "--json", ...often];
  }
  const [resumed, never] = await Promise.all([ebm(command), ebm([...run, "--out", whole])]);
  expect(resumed.stderr).toBe("");

  for (const name of [FILES.metrics, FILES.checkpoint, FILES.best, "energy.onnx"]) {
    const [a, b] = [await readFile(join(killed, name)), await readFile(join(whole, name))];
    expect(a.equals(b), name).toBe(true);
  }
  const starts = JSON.parse(resumed.stdout.split("\n")[0]!);
  expect(starts.step).toBeGreaterThan(0);
  const last = (stdout: string): { metrics: unknown } =>
    JSON.parse(stdout.trim().split("\n").at(-1)!);
  expect(last(resumed.stdout).metrics).toEqual(last(never.stdout).metrics);
});
