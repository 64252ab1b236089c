import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { bytesOf } from "../../test/bytes-of.js";
import { type ReadTableOptions, readTable, type Table, tableChunks } from "../index.js";

const read = (text: string, options: ReadTableOptions = {}): Promise<Table> =>
  readTable(bytesOf(text), { file: "file.csv", ...options });

const MIXED = `age,region,member,since,note
41,north,true,2024-01-31,first
NA,south,False,2024-02-01T12:30:00Z,
33.5,north,,,"a, b"`;

describe("readTable of CSV", () => {
  test("infers the kind of each column", async () => {
    const { rows, columns } = await read(MIXED);
    expect(rows).toBe(3);
    expect(columns).toEqual([
      { name: "age", kind: "number", values: Float64Array.of(41, Number.NaN, 33.5) },
      {
        name: "region",
        kind: "category",
        values: Int32Array.of(0, 1, 0),
        categories: ["north", "south"],
      },
      { name: "member", kind: "boolean", values: Int8Array.of(1, 0, -1) },
      {
        name: "since",
        kind: "datetime",
        values: Float64Array.of(Date.UTC(2024, 0, 31), Date.UTC(2024, 1, 1, 12, 30), Number.NaN),
      },
      {
        name: "note",
        kind: "category",
        values: Int32Array.of(0, -1, 1),
        categories: ["first", "a, b"],
      },
    ]);
  });

  test("tells what it inferred and decided", async () => {
    const { notes } = await read("id;zip;age;empty;one\nx;01234;4;;k\ny;01235;z;;k\n");
    expect(notes).toMatchInlineSnapshot(`
      [
        "The delimiter is a semicolon.",
        "Line 1 was read as the names of the columns, because \`zip\` stands above values of another kind.",
        "\`zip\` was read as a category, because \`01234\` is a code, not a quantity.",
        "\`age\` was read as a category, because line 3 has \`z\` (1 value is a number).",
        "Read as a category: \`id\`, \`one\`.",
        "Without values: \`empty\`.",
        "With one value only: \`one\`.",
      ]
    `);
  });

  test("takes types, and refuses what does not fit them by line and column", async () => {
    const { columns } = await read(MIXED, { types: { note: "text", age: "category" } });
    expect(columns[4]).toEqual({
      name: "note",
      kind: "text",
      values: ["first", undefined, "a, b"],
    });
    expect(columns[0]).toMatchObject({ kind: "category", categories: ["41", "33.5"] });
    await expect(read("age,b\n1,2\nx,3", { types: { age: "number" } })).rejects.toThrow(
      "readTable: file.csv: line 3, column `age` has `x`, expected a number.",
    );
    await expect(read(MIXED, { types: { agee: "number" } })).rejects.toThrow(
      "readTable: file.csv: `types` names `agee`, expected a column. Did you mean `age`?",
    );
  });

  test("reads a decimal comma where it is told of it", async () => {
    const text = "x;y\n1,5;a\n-,25e1;b";
    const { columns } = await read(text, { decimal: "," });
    expect(columns[0]!.values).toEqual(Float64Array.of(1.5, -2.5));
    expect((await read(text)).notes).toContain(
      '`x` was read as a category; if the comma of `1,5` is a decimal mark, say `decimal: ","`.',
    );
  });

  test("reads the header of a wide table", async () => {
    const names = Array.from({ length: 30_000 }, (_, i) => `column${i}`);
    const { rows, columns } = await read(`${names.join()}\n${names.map((_, i) => i).join()}`);
    expect([rows, columns.length]).toEqual([1, 30_000]);
  });

  test("keeps long identifiers and codes with a leading zero as they are", async () => {
    const { columns } = await read("id,zip\n9007199254740993,01\n9007199254740995,02");
    expect(columns[0]).toMatchObject({
      kind: "category",
      categories: ["9007199254740993", "9007199254740995"],
    });
    expect(columns[1]).toMatchObject({ kind: "category", categories: ["01", "02"] });
  });

  test("reads many different texts as text, and repeated ones as categories", async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `n${i},c${i % 25}`);
    const { columns } = await read(`name,city\n${lines.join("\n")}`);
    expect(columns.map(({ kind }) => kind)).toEqual(["text", "category"]);
  });

  test("finds delimiters, byte order marks, and line ends of every kind", async () => {
    const expected = (await read("a,b\n1,x\n2,y\n")).columns;
    for (const delimiter of [",", "\t", ";", "|"]) {
      for (const end of ["\n", "\r\n", "\r"]) {
        for (const mark of ["", "\uFEFF"]) {
          const text = `a,b\n1,x\n2,y`.replaceAll(",", delimiter).replaceAll("\n", end);
          expect((await read(mark + text)).columns).toEqual(expected);
        }
      }
    }
    const utf16 = Buffer.from("\uFEFFa\tb\r\n1\tx\r\n2\ty", "utf16le");
    expect((await readTable(utf16, { file: "excel.txt" })).columns).toEqual(expected);
  });

  test("reads a path, a file URL, bytes, streams, and each of them compressed", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ebm-"));
    const expected = (await read(MIXED)).columns;
    const sources = [bytesOf(MIXED), gzipSync(MIXED)];
    for (const [i, bytes] of sources.entries()) {
      const path = join(folder, `t.csv${i === 0 ? "" : ".gz"}`);
      await writeFile(path, bytes);
      expect((await readTable(path)).columns).toEqual(expected);
      expect((await readTable(new URL(`file://${path}`))).columns).toEqual(expected);
      expect((await readTable(bytes)).columns).toEqual(expected);
      expect((await readTable(new Blob([new Uint8Array(bytes)]).stream())).columns).toEqual(
        expected,
      );
    }
    await rm(folder, { recursive: true });
    await expect(readTable("/nowhere/t.csv")).rejects.toThrow(
      "readTable: /nowhere/t.csv: there is no such file.",
    );
  });

  test("keeps line breaks and quotes in quoted fields, and counts their lines", async () => {
    const text = `a,b\n"x\n""y""",1\n"z",oops`;
    const { columns } = await read(text, { types: { a: "text", b: "category" } });
    expect(columns[0]).toMatchObject({ values: ['x\n"y"', "z"] });
    await expect(read(text, { types: { b: "number" } })).rejects.toThrow("line 4, column `b`");
    await expect(read('a,b\n1,"2\n3,4')).rejects.toThrow(
      "readTable: file.csv: line 2 has a quote that is not closed, or does not end its field.",
    );
    await expect(read('a,b\n1,"2"x\n3,4')).rejects.toThrow("line 2 has a quote that is not closed");
    await expect(read("a,b\n1,2\n\n3")).rejects.toThrow(
      "readTable: file.csv: line 4 has 1 field, expected 2.",
    );
  });

  test("is safe with strange names", async () => {
    const names = ["__proto__", "constructor", "a,b", 'say "hi"', "🙂", "toString"];
    const header = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(",");
    const { columns } = await read(`${header}\n${names.map((_, i) => i).join(",")}`, {
      types: new Map([["__proto__", "category"]]),
    });
    expect(columns.map(({ name }) => name)).toEqual(names);
    expect(columns[0]).toMatchObject({ kind: "category" });
  });

  test("reads some columns only, and refuses names that are not there", async () => {
    const { columns } = await read(MIXED, { columns: ["since", "age"] });
    expect(columns.map(({ name }) => name)).toEqual(["age", "since"]);
    await expect(read(MIXED, { columns: ["regoin"] })).rejects.toThrow("Did you mean `region`?");
  });

  test("refuses a file without rows", async () => {
    await expect(read("")).rejects.toThrow("readTable: file.csv: it is empty, expected rows.");
    await expect(read("a,b\n", { header: "yes" })).rejects.toThrow(
      "it has no rows, expected at least one",
    );
    await expect(read("a,b\n", { header: "yes", types: { a: "text", b: "text" } })).rejects.toThrow(
      "no rows",
    );
  });
});

describe("tableChunks", () => {
  test("gives the rows of readTable in pieces of one schema", async () => {
    const text = `a,b\n${Array.from({ length: 25 }, (_, i) => `${i},${i > 20 ? "late" : "c"}`).join("\n")}`;
    const chunks: Table[] = [];
    for await (const chunk of tableChunks(bytesOf(text), { rows: 10 })) chunks.push(chunk);
    expect(chunks.map(({ rows }) => rows)).toEqual([10, 10, 5]);
    const numbers = chunks.flatMap(({ columns }) => [...columns[0]!.values]);
    expect(numbers).toEqual([...(await readTable(bytesOf(text))).columns[0]!.values]);
    expect(chunks[2]!.columns[1]).toMatchObject({
      categories: ["c", "late"],
      values: Int32Array.of(0, 1, 1, 1, 1),
    });
  });

  test("reads once if the types are given", async () => {
    let reads = 0;
    async function* stream(): AsyncGenerator<Uint8Array> {
      reads++;
      yield bytesOf("a,b\n1,x\n2,");
      yield bytesOf("y\n");
    }
    const options = { rows: 1, types: { a: "number", b: "text" }, file: "s.csv" } as const;
    const seen: unknown[] = [];
    for await (const { columns } of tableChunks(stream(), options)) seen.push(columns[1]!.values);
    expect(seen).toEqual([["x"], ["y"]]);
    expect(reads).toBe(1);
    expect(() => tableChunks(stream(), { rows: 0 })).toThrow("tableChunks: `rows` is 0");
  });
});
