import { describe, expect, test } from "vitest";
import { bytesOf } from "../../test/bytes-of.js";
import {
  labelSets,
  type ReadTableOptions,
  rankings,
  readTable,
  selectColumns,
  selectRows,
  type Table,
} from "../index.js";

const read = (text: string, file = "f.csv", options: ReadTableOptions = {}): Promise<Table> =>
  readTable(bytesOf(text), { file, ...options });
const rankingsOf = async (...lines: readonly string[]): Promise<ReturnType<typeof rankings>> =>
  rankings(await read(`ranking\n${lines.join("\n")}`, "f.csv", { header: "yes" }));

describe("selectColumns", () => {
  test("parts features and targets by name", async () => {
    const table = await read("id,a,b,y\nq1,1,x,2\nq2,2,y,3");
    const { features, targets } = selectColumns(table, { targets: ["y"], drop: ["id"] });
    expect(features.columns.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(targets.columns.map(({ name }) => name)).toEqual(["y"]);
    expect(features.rows).toBe(2);
    const some = selectColumns(table, { targets: ["y"], features: ["b"] });
    expect(some.features.columns.map(({ name }) => name)).toEqual(["b"]);
  });

  test("takes the labels that the file marks", async () => {
    const meka = "@relation 'r: -C 1'\n@attribute L {0,1}\n@attribute a numeric\n@data\n1,2\n0,3\n";
    const { features, targets } = selectColumns(await read(meka, "f.arff"));
    expect([features, targets].map(({ columns }) => columns[0]!.name)).toEqual(["a", "L"]);
  });

  test("refuses by name, and tells of constant features", async () => {
    const table = await read("age,region,notes,y\n1,x,aa,2\n1,y,bb,3", "f.csv", {
      types: { notes: "text" },
    });
    const select = (options: Parameters<typeof selectColumns>[1]) => () =>
      selectColumns(table, options);
    expect(select({ targets: ["Y"], drop: ["regoin"] })).toThrow(
      "selectColumns: f.csv: `drop` names `regoin`, expected a column. Did you mean `region`?",
    );
    expect(select({ targets: ["y"], features: ["y", "age"] })).toThrow(
      "selectColumns: f.csv: `features` and `targets` both name `y`, expected it in one of them.",
    );
    expect(select({ targets: ["y"] })).toThrow(
      "selectColumns: f.csv: `notes` is text, expected a number or a category. Name it in `drop`.",
    );
    expect(select({ targets: ["y", "age", "region", "notes"] })).toThrow(
      "f.csv has no features, expected at least one.",
    );
    const { features } = selectColumns(table, { targets: ["y"], drop: ["notes"] });
    expect(features.notes).toEqual([
      "These features have one value only, and tell nothing: `age`.",
    ]);
  });
});

test("selectRows takes rows of every kind, and refuses those that are not there", async () => {
  const table = await read("a,b,c,d,e\n1,x,true,2024-01-01,t1\n2,y,false,2024-01-02,t2", "f.csv", {
    types: { e: "text" },
  });
  const turned = selectRows(table, [1, 0]);
  expect(turned.columns.map(({ values }) => [...values])).toEqual(
    table.columns.map(({ values }) => [...values].reverse()),
  );
  expect(() => selectRows(table, [2])).toThrow(
    "selectRows: `indices` has 2, expected a row from 0 to 1.",
  );
});

describe("labelSets", () => {
  test("reads columns of 0 and 1, and knows what is unknown", async () => {
    const table = await read("L1,L2,L3\n1,false,0\n?,true,0\n0,,0", "f.csv", { header: "yes" });
    const { y, known, labelNames, notes } = labelSets(table);
    expect(labelNames).toEqual(["L1", "L2", "L3"]);
    expect([...y.data]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 0]);
    expect([...known.data]).toEqual([1, 1, 1, 0, 1, 1, 1, 0, 1]);
    expect(notes).toEqual([
      "No row has these labels: `L3`.",
      "These labels are unknown in some rows: `L1`, `L2`.",
    ]);
  });

  test("reads one column of lists", async () => {
    const csv = labelSets(await read('tags\n"calm;sad"\ncalm\n?', "f.csv", { header: "yes" }));
    expect(csv.labelNames).toEqual(["calm", "sad"]);
    expect([...csv.y.data]).toEqual([1, 1, 1, 0, 0, 0]);
    expect([...csv.known.data]).toEqual([1, 1, 1, 1, 0, 0]);
    const json = labelSets(
      await readTable([{ tags: ["a, b", "c"] }, { tags: [] }, { tags: null }]),
    );
    expect([json.labelNames, [...json.y.data], [...json.known.data]]).toEqual([
      ["a, b", "c"],
      [1, 1, 0, 0, 0, 0],
      [1, 1, 1, 1, 0, 0],
    ]);
    const svm = await read("2,10 1:1\n 1:2\n10 1:3\n", "f.svm");
    const { y, labelNames } = labelSets(selectColumns(svm, { targets: ["labels"] }).targets);
    expect([labelNames, [...y.data]]).toEqual([
      ["2", "10"],
      [1, 1, 0, 0, 0, 1],
    ]);
  });

  test("refuses what is neither 0 nor 1", async () => {
    await expect(
      read("L1,L2\n1,0\n2,1", "f.csv", { header: "yes" }).then((table) => labelSets(table)),
    ).rejects.toThrow("labelSets: f.csv: row 2, label `L1` has `2`, expected 0 or 1.");
    const table = await read("L1,L2\n1,0\n0,1", "f.csv", { header: "yes" });
    expect(() => labelSets(table, { form: "list" })).toThrow(
      '`form` is "list" of 2 columns, expected one column.',
    );
    expect(() => labelSets({ ...table, columns: [] })).toThrow("f.csv has no target column");
  });
});

describe("rankings", () => {
  test("reads orders, ties and partial rankings", async () => {
    const { ranks, labelNames, notes } = await rankingsOf("b>a>c>d", "a>b=c>d", "a>b");
    expect(labelNames).toEqual(["a", "b", "c", "d"]);
    expect([...ranks.data]).toEqual([1, 0, 2, 3, 0, 1, 1, 2, 0, 1, Number.NaN, Number.NaN]);
    expect(notes).toEqual([
      "Rankings with ties: 1 of 3.",
      "Rankings that leave out some of the 4 labels: 1 of 3, the first in row 3.",
    ]);
  });

  test("reads letters side by side as ties where each stands alone elsewhere", async () => {
    const tied = await rankingsOf("a>bc", "b>a>c");
    expect([...tied.ranks.data]).toEqual([0, 1, 1, 1, 0, 2]);
    expect(tied.notes[0]).toBe("Letters side by side, as `bc`, were read as ties.");
    const named = await rankingsOf("a>bc", "bc>a");
    expect(named.labelNames).toEqual(["a", "bc"]);
  });

  test("ranking-first-row-partial: a first row of fewer labels is named", async () => {
    const { notes } = await rankingsOf("a>b", "a>b>c>d", "a>b>c>d", "d>c>b>a");
    expect(notes).toEqual([
      "Rankings that leave out some of the 4 labels: 1 of 4, the first in row 1.",
    ]);
  });

  test("one-label-ranking: rankings of one label are refused", async () => {
    await expect(rankingsOf("a", "a")).rejects.toThrow(
      "rankings: f.csv: `ranking` ranks one label, `a`, expected two labels or more.",
    );
  });

  test("refuses labels named twice, empty names, and missing rankings", async () => {
    await expect(rankingsOf("a>b", "b>a>b")).rejects.toThrow(
      "row 2, column `ranking` has `b` twice, expected each label once.",
    );
    await expect(rankingsOf("a>b", "a>>b")).rejects.toThrow(
      "row 2, column `ranking` has `a>>b`, expected a label on each side of >.",
    );
    await expect(rankingsOf("a>b", "?")).rejects.toThrow(
      "row 2, column `ranking` has no value, expected a ranking.",
    );
  });
});
