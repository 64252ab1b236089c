import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ebmEvents, ebmHere } from "../../test/ebm-here.js";
import { temporaryDirectory } from "../../test/own-files.js";
import { UsageError } from "../errors.js";
import { tasks } from "../tasks/index.js";

const ebm = (...args: string[]): Promise<string> => ebmHere(tasks, ...args);

let directory: string;
beforeAll(async () => {
  directory = await temporaryDirectory();
  await mkdir(join(directory, "configs"));
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 2},${Number(i % 3 === 0)}`);
  await writeFile(join(directory, "bits.csv"), ["a,b", ...rows, ""].join("\n"));
});

async function withConfig(config: object | string, ...args: string[]): Promise<string> {
  const path = join(directory, "configs/run.json");
  await writeFile(path, typeof config === "string" ? config : JSON.stringify(config));
  return ebm("run", "--config", path, ...args);
}

const bits = { task: "binary", file: "../bits.csv", energy: "none", budget: 1, out: "../run" };

test("a run by a file is the run by its options, and options that follow win", async () => {
  const config = { $schema: "x", ...bits, testShare: 0.25, seed: 2 };
  await withConfig(config, "--seed", "3", "--json");
  const saved = JSON.parse(await readFile(join(directory, "run/config.json"), "utf8"));
  expect(saved).toMatchObject({ task: "binary", energy: "none", testShare: 0.25, seed: 3 });
  const typed = ["--energy", "none", "--budget", "1", "--test-share", "0.25", "--seed", "3"];
  const file = join(directory, "bits.csv");
  const out = ["--out", join(directory, "other"), "--json"];
  const events = await ebmEvents("run", "binary", "--file", file, ...typed, ...out);
  const result = JSON.parse(await readFile(join(directory, "run/result.json"), "utf8"));
  expect(result.metrics).toEqual(events.at(-1)!.metrics);
});

describe("what is wrong in a file", () => {
  test.each([
    ["{", "run.json is not JSON"],
    ["[]", "run.json is no object"],
    [{ ...bits, task: "bits" }, '`task` is "bits", expected one of multilabel, label-ranking,'],
    [{ ...bits, testshare: 0.1 }, "`testshare` is unknown. Did you mean `testShare`?"],
    [{ ...bits, hidden: [64] }, "`hidden` is unknown."],
    [{ ...bits, seed: { a: 1 } }, '`seed` is {"a":1}, expected a text, a number or a list of them'],
    [{ ...bits, overwrite: "yes" }, '`overwrite` is "yes", expected true or false.'],
    [{ ...bits, testShare: 2 }, "--test-share is 2, expected a number above 0 and below 1."],
  ])("is named: %j", async (config, message) => {
    await expect(withConfig(config)).rejects.toThrow(message);
  });

  test("or in its name", async () => {
    await expect(ebm("run", "--config", join(directory, "no.json"))).rejects.toThrow(UsageError);
    await expect(ebm("run", "bit")).rejects.toThrow("unknown task 'bit', expected one of");
  });
});

test("the schema has the options of each task, and their kinds", async () => {
  const { oneOf } = JSON.parse(await ebm("run", "--schema"));
  expect(oneOf.map((each: { properties: { task: object } }) => each.properties.task)).toEqual(
    tasks.map(({ name }) => ({ const: name })),
  );
  const [multilabel] = oneOf;
  expect(multilabel.properties).toMatchObject({
    file: { type: "string" },
    budget: { type: "number" },
    drop: { anyOf: [{ type: "array" }, { type: "string" }] },
    model: { enum: ["stack", "unary", "pairwise"] },
    overwrite: { type: "boolean" },
    hidden: { anyOf: [{ items: { type: "integer" } }, {}] },
  });
  expect(multilabel.additionalProperties).toBe(false);
});
