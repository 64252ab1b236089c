import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { bytesOf } from "../../test/bytes-of.js";
import { parquetFixtures } from "../../test/parquet-fixtures.js";
import { type ReadTableOptions, readTable, type Table, tableChunks } from "../index.js";

const read = (text: string, file: string, options: ReadTableOptions = {}): Promise<Table> =>
  readTable(bytesOf(text), { file, ...options });

const ARFF = `% a comment
@relation r
@attribute age numeric
@attribute 'home region' {north, "the south"}
@attribute since date "yyyy-MM-dd HH:mm"
@attribute note string

@data
41, north, "2024-01-31 12:30", 'a, b'
?, 'the south', ?, ?
`;

describe("readTable of ARFF", () => {
  test("reads declared kinds, dates, quotes and missing values", async () => {
    const { columns, labels } = await read(ARFF, "f.arff");
    expect(columns).toEqual([
      { name: "age", kind: "number", values: Float64Array.of(41, Number.NaN) },
      {
        name: "home region",
        kind: "category",
        values: Int32Array.of(0, 1),
        categories: ["north", "the south"],
      },
      {
        name: "since",
        kind: "datetime",
        values: Float64Array.of(Date.UTC(2024, 0, 31, 12, 30), Number.NaN),
      },
      { name: "note", kind: "text", values: ["a, b", undefined] },
    ]);
    expect(labels).toBeUndefined();
    expect((await readTable(gzipSync(ARFF))).columns).toEqual(columns);
  });

  test("fills sparse rows with zeros and first values", async () => {
    const head = "@relation r\n@attribute a numeric\n@attribute b {x,y}\n@data\n";
    const { columns } = await read(`${head}{0 5,1 y}\n{ }\n{1 ?}\n`, "f.arff");
    expect(columns.map(({ values }) => values)).toEqual([
      Float64Array.of(5, 0, 0),
      Int32Array.of(1, 0, -1),
    ]);
  });

  test("names the line of what does not fit", async () => {
    const head = "@relation r\n@attribute a numeric\n@attribute b {x,y}\n@data\n";
    const errors = ["1,z\n", "oops,x\n", "1\n", "1,x,2\n", "{2 1}\n", "1,x,{5}\n"];
    const messages = await Promise.all(
      errors.map((row) => read(`${head}1,x\n${row}`, "f.arff").catch((error) => error.message)),
    );
    expect(messages).toMatchInlineSnapshot(`
      [
        "readTable: f.arff: line 6, column \`b\` has \`z\`, expected one of x, y.",
        "readTable: f.arff: line 6, column \`a\` has \`oops\`, expected a number.",
        "readTable: line 6, column 2 of f.arff has the end of the line, expected 2 values (it has 1).",
        "readTable: line 6, column 5 of f.arff has \`2\`, expected the end of the row, without a weight.",
        "readTable: line 6, column 2 of f.arff has \`2\`, expected an attribute's number from 0 to 1.",
        "readTable: line 6, column 5 of f.arff has \`{5}\`, expected the end of the row, without a weight.",
      ]
    `);
    await expect(read("@relation r\n1,2", "f.arff")).rejects.toThrow(
      "readTable: f.arff: it has no line `@data`, expected one.",
    );
    await expect(read('@relation r\n@attribute d date "EEE"\n@data\nx', "f.arff")).rejects.toThrow(
      "expected a date format of the letters y, M, d, H, m, s and S",
    );
  });
});

describe("readTable of LIBSVM", () => {
  test("has a column of labels and one for each feature", async () => {
    const { columns, notes } = await read("2,5 1:0.5 3:-1 # a comment\n 2:1\n5 3:1e2\n", "f.svm");
    expect(columns.map(({ name }) => name)).toEqual(["labels", "1", "2", "3"]);
    expect(columns[0]).toMatchObject({ kind: "category", categories: ["2,5", "", "5"] });
    expect(columns[3]!.values).toEqual(Float64Array.of(-1, 0, 100));
    expect(notes[0]).toBe("Features are numbered from 1, to 3.");
  });

  test("refuses features out of order", async () => {
    await expect(read("1 3:1 2:1\n", "f.svm")).rejects.toThrow(
      "readTable: f.svm: line 1 has `2:1`, expected a feature after 3 (they rise within a row).",
    );
  });
});

describe("readTable of JSON", () => {
  const records = [
    { age: 41, region: "north", member: true, since: "2024-01-31", id: "1" },
    { age: null, region: "south", member: false, tags: ["a", "b"] },
  ];

  test("reads lines, arrays and records alike", async () => {
    const { columns } = await readTable(records);
    expect(columns).toEqual([
      { name: "age", kind: "number", values: Float64Array.of(41, Number.NaN) },
      {
        name: "region",
        kind: "category",
        values: Int32Array.of(0, 1),
        categories: ["north", "south"],
      },
      { name: "member", kind: "boolean", values: Int8Array.of(1, 0) },
      {
        name: "since",
        kind: "datetime",
        values: Float64Array.of(Date.UTC(2024, 0, 31), Number.NaN),
      },
      // a text stays a text
      { name: "id", kind: "category", values: Int32Array.of(0, -1), categories: ["1"] },
      { name: "tags", kind: "category", values: Int32Array.of(-1, 0), categories: ['["a","b"]'] },
    ]);
    const lines = records.map((record) => JSON.stringify(record)).join("\n");
    expect((await read(lines, "f.jsonl")).columns).toEqual(columns);
    expect((await read(JSON.stringify(records), "f.json")).columns).toEqual(columns);
    expect((await readTable(bytesOf(JSON.stringify(records, null, 2)))).columns).toEqual(columns);
  });

  test("cuts pieces anywhere", async () => {
    const text = JSON.stringify([{ a: 'x"\\' }, { a: "}{][" }, { a: "é\n🙂" }]);
    async function* bytes(): AsyncGenerator<Uint8Array> {
      for (const byte of bytesOf(text)) yield Uint8Array.of(byte);
    }
    const { columns } = await readTable(bytes(), { file: "f.json" });
    expect(columns[0]).toMatchObject({ categories: ['x"\\', "}{][", "é\n🙂"] });
  });

  test("names the line of what does not fit", async () => {
    const texts = [
      '{"a":1}\n{"a":}',
      "[1,2]",
      '[{"a":1} {"a":2}]',
      '[{"a":1}',
      '{"a":{',
      '[{"a":1},]',
    ];
    const messages = await Promise.all(
      texts.map((text) => read(text, "f.json").catch((error) => error.message)),
    );
    expect(messages).toMatchInlineSnapshot(`
      [
        "readTable: f.json: line 2 has a record that is not JSON (Unexpected token '}', "{"a":}" is not valid JSON).",
        "readTable: f.json: line 1 has \`1\`, expected records, as {"age": 41}.",
        "readTable: f.json: line 1 has \`{\`, expected records, as {"age": 41}.",
        "readTable: f.json: the text ends within a JSON array.",
        "readTable: f.json: the text ends within a JSON record.",
        "readTable: f.json: line 1 has \`]\`, expected records, as {"age": 41}.",
      ]
    `);
    const mixed = '{"a":1}\n{"a":"x"}';
    await expect(read(mixed, "f.jsonl", { types: { a: "number" } })).rejects.toThrow(
      "readTable: f.jsonl: line 2, column `a` has `x`, expected a number.",
    );
    await expect(readTable([{ a: "x" }], { types: { a: "number" } })).rejects.toThrow(
      "readTable: the records: row 1, column `a` has `x`, expected a number.",
    );
  });
});

describe("readTable of Parquet", () => {
  test.each(Object.keys(parquetFixtures))("reads a file compressed by %s", async (codec) => {
    const bytes = Buffer.from(parquetFixtures[codec]!, "base64");
    const { columns, notes } = await readTable(bytes, { file: "f.parquet" });
    expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
      ["age", "number"],
      ["id", "category"],
      ["region", "category"],
      ["member", "boolean"],
      ["since", "datetime"],
      ["day", "datetime"],
      ["tags", "category"],
      ["__proto__", "number"],
    ]);
    const [age, id, region, member, since, day, tags, proto] = columns;
    expect(age!.values.slice(0, 3)).toEqual(Float64Array.of(41, Number.NaN, 33.5));
    expect(id).toMatchObject({ categories: ["9007199254740993", "2", "3"] });
    expect(region).toMatchObject({ categories: ["north", "1", "🙂"] });
    expect([...member!.values.slice(0, 3)]).toEqual([1, 0, -1]);
    expect(since!.values[0]).toBe(Date.UTC(2024, 0, 31, 12, 30, 0, 5));
    expect(day!.values[0]).toBe(Date.UTC(2024, 0, 31));
    expect(tags).toMatchObject({ categories: ['["a","b"]', "[]"] });
    expect(proto!.values[1]).toBe(2);
    expect(notes.join(" ")).toContain("`__index_level_0__` was left out");
    const chunks: number[] = [];
    const pieces = tableChunks(bytes, { rows: 50, types: { id: "text" } });
    for await (const { rows } of pieces) chunks.push(rows);
    expect(chunks).toEqual([50, 10]);
  });

  test("refuses what is not Parquet", async () => {
    await expect(read("PAR1 no", "f.parquet")).rejects.toThrow(
      "readTable: f.parquet: it cannot be read as Parquet (",
    );
  });
});

test("readTable refuses unknown formats, kinds, and compressed data that ends early", async () => {
  await expect(readTable(bytesOf("a"), { format: "xls" as "csv" })).rejects.toThrow(
    "readTable: `format` is `xls`, expected csv, tsv, parquet",
  );
  await expect(readTable(bytesOf("a,b\n1,2"), { types: { a: "int" as "text" } })).rejects.toThrow(
    "`types` has `int` for `a`, expected number, category",
  );
  const cut = gzipSync("a,b\n1,2\n".repeat(1000)).subarray(0, 40);
  await expect(readTable(cut, { file: "f.csv.gz" })).rejects.toThrow(
    "readTable: f.csv.gz: it cannot be read (unexpected end of file).",
  );
  const bad = Uint8Array.of(0x61, 0x0a, 0xff, 0x0a);
  await expect(readTable(bad, { file: "f.csv" })).rejects.toThrow(
    "readTable: f.csv has bytes that are not UTF-8, expected text.",
  );
});
