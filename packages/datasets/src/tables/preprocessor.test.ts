import "../../test/seed.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomTables } from "../../test/random-tables.js";
import {
  applyPreprocessor,
  featureNames,
  fitPreprocessor,
  logVolume,
  type PreprocessorOptions,
  readTable,
  selectRows,
  type Table,
} from "../index.js";

const train = (): Promise<Table> =>
  readTable(
    [
      { age: 20, region: "north", member: true, since: "2024-01-01T06:00:00Z", kind: "a" },
      { age: null, region: "south", member: false, since: "2024-01-02T18:00:00Z", kind: "b" },
      { age: 40, region: null, member: true, since: "2024-01-09T00:00:00Z", kind: "c" },
      { age: 60, region: "south", member: true, since: "2024-01-04T06:00:00Z", kind: "c" },
    ],
    { file: "train.csv" },
  );

const options: fc.Arbitrary<PreprocessorOptions> = fc.record({
  numbers: fc.constantFrom("standard", "robust", "quantile"),
  unknown: fc.constantFrom("zeros", "state"),
});

describe("a preprocessor", () => {
  test("makes features of each kind of column", async () => {
    const table = await train();
    const preprocessor = fitPreprocessor(table);
    expect(featureNames(preprocessor)).toEqual([
      ...["age", "age is missing"],
      ...["region=south", "region is missing"],
      "member",
      ...["since", "since sin day", "since cos day", "since sin week", "since cos week"],
      ...["kind=a", "kind=b", "kind=c"],
    ]);
    const { data, shape, notes } = applyPreprocessor(preprocessor, table);
    expect(shape).toEqual([4, 13]);
    expect(notes).toEqual([]);
    const column = (i: number): number[] => [...data].filter((_, j) => j % 13 === i);
    const unit = Math.sqrt(3 / 2);
    // of 20, 40 and 60; the median stands for the missing one
    for (const [i, value] of [-unit, 0, 0, unit].entries())
      expect(column(0)[i]).toBeCloseTo(value, 6);
    expect(column(1)).toEqual([0, 1, 0, 0]);
    expect(column(2)).toEqual([0, 1, 0.5, 1]);
    expect(column(3)).toEqual([0, 0, 1, 0]);
    expect(column(4)).toEqual([1, 0, 1, 1]);
    for (const [i, value] of [1, -1, 0, 1].entries()) expect(column(6)[i]).toBeCloseTo(value, 6);
    expect([column(10), column(11), column(12)]).toEqual([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 1],
    ]);
  });

  test("finds columns by name, and says which ones it does not use", async () => {
    const preprocessor = fitPreprocessor(await train());
    const table = await train();
    const more = await readTable([{ extra: 1 }, { extra: 2 }, { extra: 3 }, { extra: 4 }]);
    const shuffled = { ...table, columns: [...more.columns, ...table.columns.toReversed()] };
    const { data, notes } = applyPreprocessor(preprocessor, shuffled);
    expect(data).toEqual(applyPreprocessor(preprocessor, table).data);
    expect(notes).toEqual(["Columns that are not used: `extra`."]);
    const renamed = {
      ...table,
      columns: table.columns.map((it) => (it.name === "age" ? { ...it, name: "Age" } : it)),
    };
    expect(() => applyPreprocessor(preprocessor, renamed)).toThrow(
      "applyPreprocessor: train.csv has no column `age`, which training had. Did you mean `Age`?",
    );
  });

  test("reads what another file has as another kind", async () => {
    const preprocessor = fitPreprocessor(await train());
    const other = await readTable(
      [{ age: "40", region: "south", member: 1, since: "2024-01-09T00:00:00Z", kind: "c" }],
      { types: { since: "text" }, file: "other.csv" },
    );
    const one = applyPreprocessor(preprocessor, other).data;
    expect(one).toEqual(
      Float32Array.from([
        0,
        0,
        1,
        0,
        1,
        ...applyPreprocessor(preprocessor, await train()).data.slice(31, 39),
      ]),
    );
    const bad = await readTable(
      [{ age: "old", region: "south", member: 1, since: null, kind: "c" }],
      { file: "bad.csv" },
    );
    expect(() => applyPreprocessor(preprocessor, bad)).toThrow(
      "applyPreprocessor: bad.csv: row 1, column `age` has `old`, expected a number.",
    );
  });

  test("treats a category that training had not as chosen", async () => {
    const table = await train();
    const other = await readTable(
      [{ age: 40, region: "west", member: true, since: "2024-01-01", kind: "d" }],
      { file: "f.csv" },
    );
    const features = (unknown: "zeros" | "state"): Map<string, number> => {
      const preprocessor = fitPreprocessor(table, { unknown });
      const { data, notes } = applyPreprocessor(preprocessor, other);
      expect(notes).toContain("`kind` has values that training had not: `d`.");
      return new Map(featureNames(preprocessor).map((name, i) => [name, data[i]!]));
    };
    const zeros = features("zeros");
    expect(["region=south", "kind=a", "kind=b", "kind=c"].map((name) => zeros.get(name))).toEqual([
      0.5, 0, 0, 0,
    ]);
    expect(features("state").get("kind is unknown")).toBe(1);
    expect(() => applyPreprocessor(fitPreprocessor(table, { unknown: "error" }), other)).toThrow(
      "applyPreprocessor: f.csv: row 1, column `region` has `west`, expected a value that training had.",
    );
  });

  test("is a plain JSON object that holds for the training rows only", async () => {
    const table = await train();
    const preprocessor = fitPreprocessor(selectRows(table, [0, 2, 3]));
    expect(JSON.parse(JSON.stringify(preprocessor))).toEqual(preprocessor);
    const { notes } = applyPreprocessor(preprocessor, table);
    expect(notes).toContain("`age` is missing in 1 of 4 rows, and never was in training.");
  });

  test("leaves out constant columns, and refuses text, infinities, and a table without features", async () => {
    const table = await readTable(
      [
        { a: 1, b: 2, c: null },
        { a: 2, b: 2, c: null },
      ],
      { file: "f.csv" },
    );
    const preprocessor = fitPreprocessor(table);
    expect([featureNames(preprocessor), preprocessor.constant]).toEqual([["a"], ["b", "c"]]);
    expect(preprocessor.notes).toEqual(["Columns of one value were left out: `b`, `c`."]);
    expect(applyPreprocessor(preprocessor, table).notes).toEqual([]);
    const constant = await readTable([{ a: 1 }], { file: "f.csv" });
    expect(() => fitPreprocessor(constant)).toThrow("f.csv has no column with two values or more");
    const text = await readTable([{ a: "x" }, { a: "y" }], { types: { a: "text" }, file: "f.csv" });
    expect(() => fitPreprocessor(text)).toThrow(
      "f.csv: `a` is text, expected a number or a category. Name it in `drop`.",
    );
    const infinite = await readTable(new TextEncoder().encode("a\n1\ninf\n"), { file: "f.csv" });
    expect(() => fitPreprocessor(infinite)).toThrow(
      "f.csv: row 2, column `a` has Infinity, expected a finite number.",
    );
  });

  test("does not mind a large offset", async () => {
    const column = (offset: number): Promise<Table> =>
      readTable(Array.from({ length: 720 }, (_, i) => ({ time: offset + 5 * i })));
    const [near, far] = await Promise.all([column(0), column(1_700_000_000)]);
    for (const numbers of ["standard", "robust", "quantile"] as const) {
      const scaled = [near, far].map(
        (table) => applyPreprocessor(fitPreprocessor(table, { numbers }), table).data,
      );
      for (const [i, value] of scaled[0]!.entries()) expect(scaled[1]![i]).toBeCloseTo(value, 5);
      const mean = scaled[0]!.reduce((a, b) => a + b) / 720;
      const square = scaled[0]!.reduce((a, b) => a + b * b, 0) / 720;
      expect(Math.abs(mean)).toBeLessThan(1e-5);
      if (numbers !== "robust") expect(square).toBeCloseTo(1, 2);
    }
  });

  test("never has a NaN, whatever the values, and is the same in any order of columns", () => {
    fc.assert(
      fc.property(randomTables, options, fc.infiniteStream(fc.nat()), (table, chosen, draws) => {
        const varied = table.columns.filter(({ values }) => new Set<unknown>([...values]).size > 1);
        fc.pre(varied.length > 0);
        const half = selectRows(
          table,
          Array.from({ length: Math.ceil(table.rows / 2) }, (_, i) => i),
        );
        fc.pre(half.columns.some(({ values }) => new Set<unknown>([...values]).size > 1));
        const preprocessor = fitPreprocessor(half, chosen);
        const { data, shape } = applyPreprocessor(preprocessor, table);
        expect(shape).toEqual([table.rows, featureNames(preprocessor).length]);
        expect(data.every(Number.isFinite)).toBe(true);

        const order = table.columns.map((column) => ({ column, at: draws.next().value }));
        const columns = order.sort((a, b) => a.at - b.at).map(({ column }) => column);
        expect(
          applyPreprocessor(JSON.parse(JSON.stringify(preprocessor)), { ...table, columns }).data,
        ).toEqual(data);
        const shuffled = fitPreprocessor(
          selectRows({ ...table, columns }, [...Array(half.rows).keys()]),
          chosen,
        );
        const byName = (a: { name: string }, b: { name: string }): number =>
          a.name < b.name ? -1 : 1;
        expect([...shuffled.columns].sort(byName)).toEqual([...preprocessor.columns].sort(byName));
      }),
    );
  });

  test("has a log-volume for densities in the unit of the table", async () => {
    const table = await readTable([
      { y: 1, z: 0 },
      { y: 5, z: 10 },
    ]);
    expect(logVolume(fitPreprocessor(table))).toBeCloseTo(Math.log(2) + Math.log(5), 12);
    expect(() => logVolume(fitPreprocessor(table, { numbers: "quantile" }))).toThrow(
      "`y` is scaled by ranks",
    );
    const other = await readTable([
      { y: true, z: 1 },
      { y: false, z: 1 },
    ]);
    expect(() => logVolume(fitPreprocessor(other))).toThrow("`z` had one value in training");
  });
});
