import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { key, uniform } from "@ebm/core";
import { beforeAll, expect, test } from "vitest";
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
  await writeFile(
    path("bits.csv"),
    `a,b\n${rows.map((row) => `${row.smoker},${row.runner}`).join("\n")}\n`,
  );
  const orders = rows.map(({ age, smoker }) => `${age},${smoker ? "x>y>z" : "z>y>x"}`);
  await writeFile(path("orders.csv"), `age,ranking\n${orders.join("\n")}\n`);
  const fast = ["--budget", "0.2"];
  await ebm(
    "run",
    "multilabel",
    "--train",
    path("people.csv"),
    "--labels",
    "smoker,runner",
    ...fast,
    "--out",
    path("labels"),
  );
  await ebm(
    "run",
    "label-ranking",
    "--file",
    path("orders.csv"),
    ...fast,
    "--out",
    path("ranking"),
  );
  await ebm(
    "run",
    "binary",
    "--file",
    path("bits.csv"),
    "--energy",
    "none",
    ...fast,
    "--out",
    path("bits"),
  );
});

test("a run answers as its saved model does, and evaluate finds its rows likely", async () => {
  for (const [model, file] of [
    ["labels", "people.csv"],
    ["ranking", "orders.csv"],
    ["bits", "bits.csv"],
  ] as const) {
    await ebm("export", path(model), "--model", path(`${model}-saved`));
    const ask = (name: string) => ebm("predict", path(name), "--input", path(file), "--json");
    expect(await ask(`${model}-saved`)).toBe(await ask(model));
    const [found] = await ebmEvents("evaluate", path(model), "--file", path(file), "--json");
    const metrics = found!.metrics as Record<string, number>;
    expect(metrics.nll).toBeLessThan(metrics.frequencyNll!);
  }
});

test("the likeliest orders, all of them, sum to 1", async () => {
  const [row] = await ebmEvents(
    ...["predict", path("ranking"), "--input", path("orders.csv"), "--json"],
    ...["--answer", "likeliest", "--count", "6"],
  );
  const found = row!.likeliest as { y: string[]; probability: number }[];
  expect(found[0]!.y.toSorted()).toEqual(["x", "y", "z"]);
  const total = found.reduce((sum, { probability }) => sum + probability, 0);
  expect(total).toBeCloseTo(1, 6);
});

test("models of papers have no answers, and say so", async () => {
  const paper = ["run", "label-ranking", "--dataset", "embedded-iris", "--model", "birkhoff"];
  await ebm(...paper, "--steps", "2", "--out", path("paper"));
  await expect(ebm("evaluate", path("paper"), "--file", path("orders.csv"))).rejects.toThrow(
    "is a run of a paper's model",
  );
});
