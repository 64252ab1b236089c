import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSchema } from "@ebm/onnx-export";
import { beforeAll, expect, test } from "vitest";
import {
  arffRows,
  type CaseRuns,
  caseRuns,
  FEATURES,
  header,
  LABELS,
  numbers,
  orders,
} from "../../test/case-runs.js";

// each test is named for a case that someone found

let directory: CaseRuns["directory"];
let file: CaseRuns["file"];
let run: CaseRuns["run"];
let predict: CaseRuns["predict"];
beforeAll(async () => {
  ({ directory, file, run, predict } = await caseRuns());
});

const trainFile = (): Promise<string> =>
  file(
    "train.arff",
    `${header(`${FEATURES}, ${LABELS}`)}${arffRows.map(([x, y]) => `${x},${y}`).join("\n")}\n`,
  );

test("meka: the labels are read from the relation, and may be missing in predict", async () => {
  const attributes = `${LABELS}, ${FEATURES}`;
  const music = (lines: string): string =>
    `${header(attributes).replace("@relation r", "@relation 'Music: -C 3'")}${lines}\n`;
  const train = await file("meka.arff", music(arffRows.map(([x, y]) => `${y},${x}`).join("\n")));
  const { out } = await run("multilabel", "--train", train);
  const schema = readSchema(await readFile(join(out, "energy.onnx")))!;
  expect(schema.target).toMatchObject({ labels: ["L1", "L2", "L3"] });
  const input = await file(
    "to-predict.arff",
    music(
      arffRows
        .slice(0, 3)
        .map(([x]) => `?,?,?,${x}`)
        .join("\n"),
    ),
  );
  expect(await predict(out, "log-partition", input)).toHaveLength(3);
  await expect(predict(out, "log-prob", input)).rejects.toThrow(/row 1, column `L1` has no value/);
});

test("index-column: the index of pandas is told, a repeated name is refused", async () => {
  const lines = numbers.map(([a, b], i) => `${i},${a},${b},${orders[i % 3]}`).join("\n");
  const { notes } = await run(
    "label-ranking",
    "--file",
    await file("i.csv", `,u,v,ranking\n${lines}\n`),
  );
  expect(notes.join("\n")).toMatch(/index/);
  const twice = await file("twice.csv", "u,u,ranking\n1,2,a>b\n2,3,b>a\n");
  await expect(run("label-ranking", "--file", twice)).rejects.toThrow(/twice\.csv: .*`u`/);
});

test("ranking-first-row-partial, one-label-ranking: refused before training", async () => {
  const before = (await readdir(directory)).filter((name) => name.startsWith("run-"));
  const partial = await file("partial.csv", "u,ranking\n1,a>b\n2,a>b>c>d\n3,d>c>b>a\n");
  await expect(run("label-ranking", "--file", partial)).rejects.toThrow(
    /partial\.csv: row 1 ranks 2 of 4 labels/,
  );
  const one = await file("one.csv", "u,ranking\n1,a\n2,a\n");
  await expect(run("label-ranking", "--file", one)).rejects.toThrow(
    /one\.csv: `ranking` ranks one label/,
  );
  expect((await readdir(directory)).filter((name) => name.startsWith("run-"))).toEqual(before);
});

test("command-without-options: missing values, categories and names are read", async () => {
  const lines = numbers.map(([a, b], i) => `'row ${i}',${i % 9 ? a : "?"},${b},${i % 2},1`);
  const text = `${header("id string, a numeric, b numeric, L1 {0,1}, L2 {0,1}")}${lines.join("\n")}\n`;
  const train = await file("string-id.arff", text);
  const labels = ["--labels", "L1,L2"];
  await expect(run("multilabel", "--train", train, ...labels)).rejects.toThrow(
    /`id` is text, expected a number or a category\. Name it in --drop\./,
  );
  const { out } = await run("multilabel", "--train", train, ...labels, "--drop", "id");
  const schema = readSchema(await readFile(join(out, "energy.onnx")))!;
  expect(schema.inputs.x!.columns).toEqual([
    { name: "a", kind: "number", missing: "state" },
    { name: "b", kind: "number", missing: "imputed" },
  ]);
  const category = numbers.map(([, b], i) => `${i % 3 ? "f" : "m"},${b},${orders[i % 2]}`);
  const csv = await file("category.csv", `u,v,ranking\n${category.join("\n")}\n`);
  expect((await run("label-ranking", "--file", csv)).last).toMatchObject({ event: "result" });
});

test("test-file-without-rows: what cannot end is refused at the start", async () => {
  const train = ["--train", await trainFile(), "--labels", "L1,L2,L3"];
  const empty = await file("empty.arff", header(`${FEATURES}, ${LABELS}`));
  await expect(run("multilabel", ...train, "--test", empty)).rejects.toThrow(
    /empty\.arff: it has no rows/,
  );
  const none = await file("none.arff", `${header("L1 {0,1}, L2 {0,1}")}1,1\n0,0\n1,0\n`);
  await expect(run("multilabel", "--train", none, "--labels", "L1,L2")).rejects.toThrow(
    /none\.arff has no features/,
  );
  const zero = await file("zero.csv", "a,L1,L2\n1,0,0\n2,0,0\n3,0,0\n");
  const zeros = ["--train", zero, "--labels", "L1,L2"];
  await expect(run("multilabel", ...zeros, "--empty-rows", "drop")).rejects.toThrow(
    /zero\.csv: no row has a label, and --empty-rows drop left out all of them/,
  );
  await expect(run("multilabel", ...zeros)).rejects.toThrow(/all rows have the same labels/);
  await expect(run("multilabel", ...train, "--folds", "99")).rejects.toThrow(
    /train\.arff cannot be split by --folds/,
  );
  await expect(run("multilabel", "--train", zero)).rejects.toThrow(
    /does not say which columns are labels, expected --labels or --target/,
  );
});

test("timestamp-column: time stamps train as the same times from 0", async () => {
  const scores = async (offset: number) => {
    const lines = numbers.map(([, b], i) => `${offset + 5 * i},${b},${Number(i > 19)}`);
    const text = `${header("time numeric, b numeric, late {0,1}")}${lines.join("\n")}\n`;
    const train = await file(`time-${offset}.arff`, text);
    const { out, last } = await run("multilabel", "--train", train, "--labels", "late");
    const input = await file("times.csv", `time,b\n${offset + 12},0.5\n${offset + 190},0.5\n`);
    return [last.metrics, await predict(out, "log-partition", input)];
  };
  expect(await scores(1_700_000_000)).toEqual(await scores(0));
});

test("unknown labels, weights, groups and folds", async () => {
  const lines = numbers.map(([a, b], i) => {
    const label = i % 4 === 0 ? "?" : Number(a > 0);
    return `${a},${b},shop ${i % 8},${1 + (i % 2)},${label},${Number(b > 0)}`;
  });
  const train = await file("unknown.csv", `a,b,shop,w,L1,L2\n${lines.join("\n")}\n`);
  const options = ["--train", train, "--labels", "L1,L2", "--weight", "w"];
  const { out, start, notes, last } = await run("multilabel", ...options, "--group", "shop");
  expect(notes.join("\n")).toMatch(/These labels are unknown in some rows: `L1`/);
  expect(start.rows).toEqual({ train: 30, validation: 0, test: 10 });
  expect(last.metrics).toMatchObject({ nll: expect.any(Number) });
  const schema = readSchema(await readFile(join(out, "energy.onnx")))!;
  expect(schema.inputs.x!.columns.map(({ name }) => name)).toEqual(["a", "b"]);
  const config = JSON.parse(await readFile(join(out, "config.json"), "utf8"));
  expect(config).toMatchObject({ split: "group:shop", weight: "w", labels: ["L1", "L2"] });
  expect(config.columns).toContain("shop=category");
  const fold = await run("multilabel", ...options, "--drop", "shop", "--folds", "4", "--fold", "2");
  expect(fold.start.rows).toEqual({ train: 30, validation: 0, test: 10 });
  await expect(run("multilabel", ...options, "--loss", "sparsemax")).rejects.toThrow(
    /row 1 does not say whether it has label `L1`.*expected --model unary --loss logistic/,
  );
});
