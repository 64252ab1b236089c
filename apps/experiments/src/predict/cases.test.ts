import { readFile } from "node:fs/promises";
import { join } from "node:path";
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
import { ebmEvents as ebm } from "../../test/ebm-here.js";
import { createServer } from "../serve/create-server.js";

// each test is named for a case that someone found

const labels = '<labels><label name="L1"/><label name="L2"/><label name="L3"/></labels>';
let directory: CaseRuns["directory"];
let file: CaseRuns["file"];
let run: CaseRuns["run"];
let predict: CaseRuns["predict"];
let model: string;
let ranking: string;
beforeAll(async () => {
  ({ directory, file, run, predict } = await caseRuns());
  const list = await file("labels.xml", labels);
  const lines = arffRows.map(([x, y]) => `${x},${y}`).join("\n");
  const train = await file("train.arff", `${header(`${FEATURES}, ${LABELS}`)}${lines}\n`);
  model = (await run("multilabel", "--train", train, "--labels", list)).out;
  await ebm("export", model, "--what", "all", "--json");
  const ranked = numbers.map(([a, b], i) => `${a},"${b}",${orders[i % 3]}`).join("\n");
  const csv = await file("rankings.csv", `"u, cm","v","ranking"\n${ranked}\n`);
  ranking = (await run("label-ranking", "--file", csv)).out;
  await ebm("export", ranking, "--what", "all", "--json");
});

const three = arffRows.slice(0, 3);

test("predict-csv-names: columns are found by name, and others are told", async () => {
  const inOrder = await file("in-order.csv", "a,b,s,f\n1.1419,-0.9623,M,1\n");
  const swapped = await file("swapped.csv", "b,id,f,a,s\n-0.9623,x,1,1.1419,M\n");
  const expected = await predict(model, "log-partition", inOrder);
  expect(await predict(model, "log-partition", swapped)).toEqual(expected);
  const lacking = await file("lacking.csv", "a,b,sex,f\n1,2,M,1\n");
  await expect(predict(model, "log-partition", lacking)).rejects.toThrow(/`s`, expected a column/);
});

test("predict-csv-first-row: there is a line for each row, or a refusal", async () => {
  const mark = await file("mark.csv", "a,b,s,f\n1.2,?,F,1\n1.1,-0.9,F,1\n0.3,0.2,M,0\n");
  expect(await predict(model, "log-partition", mark)).toHaveLength(3);
  for (const text of ["1.2,NA,0,1\n1.1,-0.9,0,1\n", "0,1,2,3\n1.1419,-0.9623,0,1\n"]) {
    const input = await file("bare.csv", text);
    await expect(predict(model, "log-partition", input)).rejects.toThrow(/bare\.csv: .*`a`/);
  }
});

test("predict-csv-quoted-names: a comma in a quoted name", async () => {
  const input = await file("quoted.csv", '"v","u, cm"\n1.25,0.095\n');
  expect(await predict(ranking, "predict", input)).toEqual([
    { ranking: expect.stringMatching(/^[a-d](>[a-d]){3}$/) },
  ]);
});

test("predict-arff-nominal, predict-arff-labels-first: values and attributes by name", async () => {
  const csv = await file(
    "all.csv",
    `a,b,s,f,L1,L2,L3\n${three.map(([x, y]) => `${x},${y}`).join("\n")}\n`,
  );
  const first = `${header(`${LABELS}, s {M,F}, f {0,1}, b numeric, a numeric`)}${three
    .map(([x, y]) => {
      const [a, b, s, f] = x.split(",");
      return `${y},${s},${f},${b},${a}`;
    })
    .join("\n")}\n`;
  const arff = await file("labels-first.arff", first);
  const expected = await predict(model, "log-prob", csv);
  expect(await predict(model, "log-prob", arff)).toEqual(expected);
  expect(await predict(model, "log-prob", join(directory, "train.arff"))).toHaveLength(
    arffRows.length,
  );
});

test("predict-arff-nominal: a nominal of three values trains and predicts", async () => {
  const values = ["low", "mid", "high"];
  const lines = arffRows.map(([x, y], i) => `${x.replace(/,\d$/, "")},${values[i % 3]},${y}`);
  const text = `${header(`a numeric, b numeric, s {F,M}, f {low,mid,high}, ${LABELS}`)}${lines.join("\n")}\n`;
  const train = await file("three-values.arff", text);
  const { out } = await run("multilabel", "--train", train, "--labels", "L1,L2,L3");
  expect(await predict(out, "log-prob", train)).toHaveLength(arffRows.length);
});

test("y-outside-the-structure: refused by its row", async () => {
  const y = await file("y.csv", "a,b,s,f,L1,L2,L3\n1,2,F,1,1,1,0\n1,2,F,1,1,1,-1\n");
  await expect(predict(model, "log-prob", y)).rejects.toThrow(
    /y\.csv: row 2, column `L3` has `-1`, expected 0 or 1\./,
  );
  const places = await file("places.csv", '"u, cm",v,a,b,c,d\n1,2,0,1,2,3\n');
  await expect(predict(ranking, "log-prob", places)).rejects.toThrow(
    /places\.csv: row 1 .*expected/,
  );
  const order = await file("order.csv", '"u, cm",v,ranking\n1,2,d>c>b>a\n1,2,a>b\n');
  await expect(predict(ranking, "log-prob", order)).rejects.toThrow(
    /order\.csv: row 2, column `ranking` has `a>b`, expected each of a, b, c, d once/,
  );
});

test("json-bom: a BOM before JSON is passed over", async () => {
  const rows = await file("bom.json", '\uFEFF[{"a":1,"b":2,"s":"F","f":1}]');
  const tensors = await file("tensors.json", '\uFEFF{"x":[[1,2,0,0]]}');
  const [expected] = await predict(model, "log-partition", rows);
  expect((await predict(model, "log-partition", tensors))[0]).toHaveProperty("log_partition");
  expect(expected).toHaveProperty("log_partition");
});

test("libsvm-predict: labels are passed over where the model takes none", async () => {
  const line = ([a, b]: readonly [number, number], i: number): string =>
    `${["0,2", "1"][i % 2]} 1:${a} 2:${b}`;
  const train = await file("train.svm", `${numbers.map(line).join("\n")}\n`);
  const { out } = await run("multilabel", "--train", train);
  const large = await file("large.svm", "0,1200 1:1.5 2:0.3\n2 2:1\n");
  expect(await predict(out, "log-partition", large)).toHaveLength(2);
  await expect(predict(out, "log-prob", large)).rejects.toThrow(
    /row 1, column `labels` has `0,1200`, expected some of 0, 1, 2/,
  );
});

test("serve takes rows by name, and refuses a y by its row", async () => {
  const bytes = await readFile(join(model, "log-prob.onnx"));
  const { app } = await createServer(bytes);
  const post = (payload: object) => app.inject({ method: "POST", url: "/run", payload });
  const [x, y] = [
    { a: 1, b: 2, s: "F", f: 1 },
    { L1: 1, L2: 1, L3: 0 },
  ];
  const input = await file("served.csv", "L1,L2,L3,a,b,s,f\n1,1,0,1,2,F,1\n");
  const { rows: served, notes } = (await post({ rows: [{ ...y, ...x, id: 7 }] })).json();
  expect(served).toEqual(await predict(model, "log-prob", input));
  expect(notes).toEqual(["Columns that are not used: `id`."]);
  const wrong = await post({ rows: [{ ...x, ...y, L1: -1 }] });
  expect([wrong.statusCode, wrong.json()]).toEqual([
    400,
    { error: "row 1, column `L1` has `-1`, expected 0 or 1." },
  ]);
  const lacking = await post({ rows: [{ ...y, a: 1, b: 2, f: 1 }] });
  expect(lacking.json().error).toMatch(/^the table has no column `s`, expected it/);
  const tensors = await post({ x: [[1, 2, 0, 0]], y: [[1, 1, 2]] });
  expect(tensors.json().error).toMatch(/^row 1 of `y` is \[1, 1, 2\], expected a member/);
  await app.close();
});
