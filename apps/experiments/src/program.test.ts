import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommanderError } from "commander";
import { beforeEach, describe, expect, test } from "vitest";
import { ebmEvents as ebm } from "../test/ebm-here.js";
import { temporaryDirectory, writeMultilabel, writeRankings } from "../test/own-files.js";
import { UsageError } from "./errors.js";
import { tasks } from "./tasks/index.js";

let out: string;
beforeEach(async () => {
  out = join(await temporaryDirectory(), "run");
});

const short = ["--steps", "40", "--json"];

describe("run multilabel", () => {
  test.each([
    ["unary", "logistic"],
    ["pairwise", "logistic"],
    ["unary", "sparsemax"],
  ])("trains %s, %s on own files, and tells it line by line", async (model, loss) => {
    const { train, test, labels } = await writeMultilabel(await temporaryDirectory());
    const files = ["--train", train, "--test", test, "--labels", labels];
    const events = await ebm(
      ...["run", "multilabel", ...files, "--model", model, "--loss", loss, "--out", out, ...short],
    );
    expect(events[0]).toMatchObject({
      event: "start",
      run: out,
      rows: { train: 60, validation: 0, test: 20 },
    });
    const steps = events.filter(({ event }) => event === "step");
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(events.at(-1)).toMatchObject({
      event: "result",
      run: out,
      metrics: { f1Micro: expect.any(Number), nll: expect.any(Number) },
    });
    expect(events.filter(({ event }) => event !== "phase")).toHaveLength(42);

    const lines = (await readFile(join(out, "metrics.jsonl"), "utf8")).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(steps);
  });

  test("learns what there is to learn", async () => {
    const { train, labels } = await writeMultilabel(await temporaryDirectory());
    const files = ["--train", train, "--labels", labels];
    const events = await ebm(
      ...["run", "multilabel", "--model", "unary", ...files],
      ...["--out", out, "--steps", "400", "--json"],
    );
    const { f1Micro, nll, logPartitionRmse } = events.at(-1)!.metrics as Record<string, number>;
    expect(f1Micro).toBeGreaterThan(85);
    expect(nll).toBeLessThan(0.6 * 3 * Math.LN2);
    expect(logPartitionRmse).toBeLessThan(1);
  });
});

describe("run label-ranking by a model of the paper", () => {
  const ofPaper = ["run", "label-ranking", "--model", "permutahedron"];

  test("chooses a step by validation rows, and exports and resumes", async () => {
    const file = await writeRankings(await temporaryDirectory());
    const share = ["--validation-share", "0.25"];
    const run = [...ofPaper, "--file", file, "--out", out, ...share, ...short];
    const events = await ebm(...run);
    const looks = events.filter(({ event }) => event === "validation");
    expect(looks.map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, i) => 2 * i + 2));
    const scores = looks.map(({ metrics }) => (metrics as { kendallTau: number }).kendallTau);
    const best = looks[scores.indexOf(Math.max(...scores))]!.step;
    expect(JSON.parse(await readFile(join(out, "result.json"), "utf8")).step).toBe(best);

    const files = await ebm("export", out, "--json");
    expect(files).toHaveLength(9);
    for (const check of files) expect(check).toMatchObject({ event: "export", passed: true });

    expect(await ebm("resume", out, "--json")).toEqual([events.at(-1)]);
  });

  test("refuses to go on with a file that has changed", async () => {
    const file = await writeRankings(await temporaryDirectory());
    await ebm(...ofPaper, "--file", file, "--out", out, ...short);
    await writeFile(file, "a,ranking\n1,x>y\n");
    await expect(ebm("export", out)).rejects.toThrow("has changed since the run began");
  });

  test("gives the same losses in both runtimes", async () => {
    const file = await writeRankings(await temporaryDirectory());
    const losses = async (runtime: string): Promise<number[]> => {
      const to = ["--out", `${out}-${runtime}`, "--runtime", runtime];
      const run = [...ofPaper, "--file", file, "--steps", "10", "--json"];
      const events = await ebm(...run, ...to);
      return events.flatMap(({ event, loss }) => (event === "step" ? [loss as number] : []));
    };
    const [compiled, eager] = [await losses("onnx"), await losses("tfjs")];
    for (const [i, loss] of compiled.entries()) expect(eager[i]).toBeCloseTo(loss, 4);
  });
});

test("data list names every data set", async () => {
  const names = (await ebm("data", "list", "--json")).map(({ name }) => name);
  expect(names).toContain("yeast");
  expect(names).toContain("vowel");
  const known = tasks.flatMap(({ datasets }) => datasets.map(({ name }) => name));
  expect(new Set(names)).toEqual(new Set(known));
});

describe("what is typed wrongly", () => {
  test.each([
    [["--dataset", "iris", "--steps", "many"], /^--steps is many, expected a whole number from 1/],
    [["--dataset", "iris", "--hidden", "64,x"], /^--hidden is 64,x, expected widths such as/],
    [["--dataset", "iris", "--learning-rate", ""], /^--learning-rate is , expected a number/],
    [["--dataset", "iris", "--validation-share", "1"], /^--validation-share is 1, expected/],
    [["--dataset", "iris", "--activation", "gelu"], /^--activation is gelu, expected one of relu/],
    [["--dataset", "iris", "--checkpoint-every", "x"], /^--checkpoint-every is x, expected/],
    [["--dataset", "iris", "--file", "a.txt"], /^expected one of --dataset, --file and --train/],
    [[], /^expected one of --dataset, --file and --train/],
  ])("is refused: %j", async (options, message) => {
    const run = ebm("run", "label-ranking", "--loss", "logistic", ...options, "--out", out);
    await expect(run).rejects.toThrow(UsageError);
    await expect(run).rejects.toThrow(message);
  });

  test.each([
    [["--dataset", "cal500", "--split", "files"], /cal500 has no file of test rows/],
    [["--test", "a.arff"], /^expected one of --dataset, --file and --train/],
    [["--dataset", "yeast", "--drop", "a"], /^--drop is for your own files/],
    [["--dataset", "yeast", "--split", "time:a"], /expected random, files or stratified/],
    [["--dataset", "yeast", "--split", "time"], /^--split is time, expected random, files, strat/],
    [["--dataset", "yeast", "--fold", "2"], /^--fold needs --folds/],
    [["--dataset", "yeast", "--folds", "2", "--fold", "3"], /^--fold is 3, expected/],
    [["--dataset", "yeast", "--folds", "2", "--test-share", "0.1"], /^--folds and --test-share/],
    [["--dataset", "yeast", "--labels", "a.xml"], /^--labels is for your own files/],
    [
      ["--dataset", "yeast", "--hidden", "64"],
      /^--hidden does not apply to --model stack, the default/,
    ],
    [
      ["--dataset", "yeast", "--loss", "logistic", "--budget", "9"],
      /^--budget applies only to --model stack/,
    ],
    [
      ["--dataset", "yeast", "--model", "unary", "--threads", "2"],
      /^--threads applies only to --model stack/,
    ],
    [["--dataset", "yeast", "--budget", "0"], /^--budget is 0, expected a number of seconds above/],
  ])("is refused: %j", async (options, message) => {
    await expect(ebm("run", "multilabel", ...options, "--out", out)).rejects.toThrow(message);
  });

  test.each([[["--loss", "hinge"]], [["--sed", "1"]], [["--model", "unary"]]])(
    "is refused by the parser: %j",
    async (options) => {
      const run = ebm("run", "label-ranking", "--dataset", "iris", ...options, "--out", out);
      await expect(run).rejects.toThrow(CommanderError);
    },
  );
});
