import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { key, uniform } from "@ebm/core";
import { readTable } from "@ebm/datasets";
import { fitBinary, fitMultilabel } from "@ebm/models";
import { beforeAll, describe, expect, test } from "vitest";
import { ebmEvents, ebmHere } from "../../test/ebm-here.js";
import { temporaryDirectory } from "../../test/own-files.js";
import { tasks } from "../tasks/index.js";

const ebm = (...args: string[]): Promise<string> => ebmHere(tasks, ...args);

let directory: string;
const path = (name: string): string => join(directory, name);
beforeAll(async () => {
  directory = await temporaryDirectory();
  const u = uniform(key(1), 4 * 80);
  const rows = Array.from({ length: 80 }, (_, row) => {
    const [age, south, a, b] = u.subarray(4 * row, 4 * row + 4);
    const smoker = Number(a! < (south! < 0.5 ? 0.7 : 0.2));
    const runner = Number(b! < 0.8) === 1 ? 1 - smoker : smoker;
    return { age: Math.floor(20 + 60 * age!), region: south! < 0.5 ? "north" : "", smoker, runner };
  });
  const lines = rows.map((row) => Object.values(row).join());
  await writeFile(path("people.csv"), `age,region,smoker,runner\n${lines.join("\n")}\n`);
  const table = await readTable(path("people.csv"));
  const labels = await fitMultilabel(table, { labels: ["smoker", "runner"], budgetSeconds: 0.1 });
  await labels.save(path("labels"));
  const bits = await fitBinary(table, { columns: ["smoker", "runner"], energy: "none" });
  await bits.save(path("bits"));
});

const predict = (model: string, file: string, ...args: string[]) =>
  ebmEvents("predict", path(model), "--input", path(file), "--json", ...args);

describe("predict by a directory", () => {
  test("gives every answer of a model of labels", async () => {
    for (const answer of ["prediction", "marginals", "conditionals", "f1", "subset-accuracy"]) {
      const rows = await predict("labels", "people.csv", "--answer", answer);
      expect(rows).toHaveLength(80);
      expect(Object.keys(rows[0]!)).toEqual(["smoker", "runner"]);
    }
  });

  test("the likeliest sets, all of them, sum to 1", async () => {
    const [row] = await predict("labels", "people.csv", "--answer", "likeliest", "--count", "4");
    const found = row!.likeliest as { y: string[]; probability: number }[];
    expect(found.reduce((total, { probability }) => total + probability, 0)).toBeCloseTo(1, 6);
    expect(row!.exact).toBe(true);
    const asked = ["--answer", "likeliest", "--count", "2"];
    const csv = await ebm("predict", path("labels"), "--input", path("people.csv"), ...asked);
    expect(csv).toMatch(/^y 1,probability 1,y 2,probability 2,exact\n(smoker|runner)?,0\.\d+/);
  });

  test("fills in missing bits, and refuses an answer that the kind of model lacks", async () => {
    await writeFile(path("missing.csv"), "smoker,runner\n1,\n");
    const [row] = await predict("bits", "missing.csv");
    expect(row).toMatchObject({
      values: { smoker: 1, runner: 0 },
      filled: { runner: expect.any(Number) },
    });
    const csv = await ebm("predict", path("bits"), "--input", path("missing.csv"));
    expect(csv).toMatch(
      /^smoker,runner,filled,log_prob,log_prob_error\n1,0,runner 0\.\d\d,-[\d.]+,0\n$/,
    );
    await expect(predict("bits", "missing.csv", "--answer", "f1")).rejects.toThrow(
      "the answer is f1, expected one that models of kind binary have: prediction, marginals, log-prob, sample.",
    );
  });

  test("conformal sets contain the labels of as many rows as they should", async () => {
    const asked = ["--answer", "conformal", "--coverage", "0.9"];
    const rows = await predict(
      "labels",
      "people.csv",
      ...asked,
      "--calibration",
      path("people.csv"),
    );
    const table = await readTable(path("people.csv"));
    const covered = rows.filter((row, i) =>
      ["smoker", "runner"].every((name) => {
        const { values } = table.columns.find((column) => column.name === name)!;
        return Number(row[name]) >= Number(values[i]);
      }),
    );
    expect(covered.length).toBeGreaterThanOrEqual(0.9 * rows.length);
    await expect(predict("labels", "people.csv", ...asked)).rejects.toThrow(
      "the answer conformal has no calibration rows",
    );
  });
});

test("evaluate prints the scores of a model on the rows of a file", async () => {
  const [found] = await ebmEvents(
    "evaluate",
    path("labels"),
    "--file",
    path("people.csv"),
    "--json",
  );
  expect(found).toMatchObject({ event: "result", rows: 80 });
  const metrics = found!.metrics as Record<string, number>;
  expect(metrics.nll).toBeLessThan(metrics.frequencyNll!);
  const text = await ebm("evaluate", path("bits"), "--file", path("people.csv"));
  expect(text).toMatch(/^nll +[\d.]+$/m);
  await expect(ebm("evaluate", path("none"), "--file", path("people.csv"))).rejects.toThrow("none");
});

test("the rows of a command may have their earlier name", async () => {
  const rows = path("people.csv");
  const [one, other] = [
    ["--file", rows],
    ["--input", rows],
  ];
  expect(await ebm("predict", path("labels"), ...one)).toBe(
    await ebm("predict", path("labels"), ...other),
  );
  expect(await ebm("sample", path("labels"), ...one)).toBe(
    await ebm("sample", path("labels"), "--rows", rows),
  );
});

test("sample draws for each row, or new rows of bits, equal for equal seeds", async () => {
  const draw = (seed: string) =>
    ebm("sample", path("labels"), "--rows", path("people.csv"), "--samples", "2", "--seed", seed);
  const [header, ...lines] = (await draw("1")).trim().split("\n");
  expect([header, lines.length]).toEqual(["row,smoker,runner", 160]);
  expect(lines[2]).toMatch(/^2,[01],[01]$/);
  expect(await draw("1")).toBe(await draw("1"));
  expect(await draw("2")).not.toBe(await draw("1"));
  await expect(ebm("predict", path("labels"))).rejects.toThrow("--file is missing");
  expect((await ebm("sample", path("bits"), "--samples", "3")).trim().split("\n")).toHaveLength(4);
  await expect(ebm("sample", path("labels"))).rejects.toThrow("there are no rows, expected rows");
});
