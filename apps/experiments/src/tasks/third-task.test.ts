import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ebmHere } from "../../test/ebm-here.js";
import { temporaryDirectory } from "../../test/own-files.js";
import { toyTask } from "../../test/toy-task.js";
import { tasks } from "./index.js";

const ebm = (...args: string[]): Promise<string> => ebmHere([...tasks, toyTask], ...args);

test("a task runs, resumes, exports and reports with nothing but its own file", async () => {
  const out = join(await temporaryDirectory(), "run");
  await ebm("run", "toy", "--center", "3", "--out", out);
  expect((await readdir(out)).sort()).toEqual([
    "checkpoint.safetensors",
    "config.json",
    "log-prob.onnx",
    "metrics.jsonl",
    "plots",
    "report.html",
    "report.json",
    "result.json",
  ]);
  const report = await readFile(join(out, "report.html"), "utf8");
  for (const text of ["Toy density: points", "−log p(y), nats", "ebm run toy ", "Variables"]) {
    expect(report).toContain(text);
  }

  const result = await readFile(join(out, "result.json"), "utf8");
  await rm(join(out, "result.json"));
  await ebm("resume", out);
  const metricsOf = (text: string): unknown => JSON.parse(text).metrics;
  const resumed = await readFile(join(out, "result.json"), "utf8");
  expect(metricsOf(resumed)).toEqual(metricsOf(result));
  expect(metricsOf(result)).toEqual({ negativeLogDensity: expect.closeTo(1.4, 0) });

  const lines = await ebm("export", out, "--what", "all", "--json");
  expect(lines).toContain('"file":"energy.onnx"');
  await ebm("verify", join(out, "energy.onnx"), "--in", "node", "--write");
  expect(await readFile(join(out, "report.html"), "utf8")).toContain(">2 of 2<");
  expect(await ebm("data", "list")).toContain("points        toy               40 rows     1 y");
  await ebm("run", "toy", "--out", out, "--overwrite", "--steps", "2");
  expect(await readdir(out)).not.toContain("energy.onnx");
});

test("it is refused what it cannot do", async () => {
  await expect(ebm("run", "toy", "--steps", "0")).rejects.toThrow("--steps is 0, expected");
  const out = join(await temporaryDirectory(), "run");
  await ebm("run", "toy", "--out", out, "--steps", "2");
  await expect(ebm("export", out, "--what", "predict")).rejects.toThrow(
    "--what has predict, expected all, or some of energy,log-prob.",
  );
  await expect(ebmHere(tasks, "export", out)).rejects.toThrow(
    'config.json: `task` is "toy", expected multilabel or label-ranking or binary',
  );
});
