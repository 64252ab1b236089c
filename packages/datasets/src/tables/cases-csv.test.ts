import { expect, test } from "vitest";
import { bytesOf } from "../../test/bytes-of.js";
import { type ReadTableOptions, readTable, type Table } from "../index.js";

const read = (text: string, options: ReadTableOptions = {}): Promise<Table> =>
  readTable(bytesOf(text), { file: "file.csv", ...options });
const names = ({ columns }: Table): string[] => columns.map(({ name }) => name);

test("predict-csv-first-row: a missing value does not make names of a row", async () => {
  for (const token of ["NA", "?"]) {
    const table = await read(`1.2,${token},0,1\n1.1419,-0.9623,0,1\n0.3,0.2,1,0`);
    expect(table.rows).toBe(3);
    expect(table.columns[1]!.values).toEqual(Float64Array.of(Number.NaN, -0.9623, 0.2));
    expect(table.notes.join(" ")).toContain("Line 1 was read as values");
  }
  const unknown = "1.2,n.v.,0,1\n1.1419,-0.9623,0,1\n0.3,0.2,1,0";
  await expect(read(unknown)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[EbmError: readTable: file.csv: line 1 may be names or values: column 2 has \`n.v.\`, and column 1 has \`1.2\`, expected \`header: "yes"\` or "no", or \`missing: ["n.v."]\`.]`,
  );
  expect((await read(unknown, { missing: ["n.v."] })).rows).toBe(3);
  expect((await read(unknown, { header: "yes" })).rows).toBe(2);
});

test("predict-csv-first-row: the numbers 0, 1, 2, … of pandas are names", async () => {
  const table = await read("0,1,2,3\n1.1419,-0.9623,0,1\n0.3,0.2,1,0");
  expect([table.rows, names(table)]).toEqual([2, ["0", "1", "2", "3"]]);
  expect(table.notes.join(" ")).toContain("Line 1 was read as the names of the columns");
  // a permutation may be data: the user is asked
  await expect(read("0,1,2\n2,1,0\n1,0,2")).rejects.toThrow('expected `header: "yes"`');
  expect((await read("0,1,2\n2,1,0\n1,0,2", { header: "no" })).rows).toBe(3);
});

test("predict-csv-quoted-names: a comma in a quoted name", async () => {
  const table = await read('"u, cm","v"\n0.095,1.25');
  expect(names(table)).toEqual(["u, cm", "v"]);
  const rankings = await read(
    '"u, cm","v","ranking"\n0.095,1.25,"a>c>b>d"\n-0.931,0.992,"a>b>c>d"',
  );
  expect(names(rankings)).toEqual(["u, cm", "v", "ranking"]);
});

test("index-column: the index that pandas writes is left out, and told", async () => {
  const text =
    ",u,v,ranking\n0,0.095,1.25,b>c>d>a\n1,-0.931,0.992,a>c>b>d\n2,-0.259,-0.262,c>b>a>d";
  const table = await read(text);
  expect(names(table)).toEqual(["u", "v", "ranking"]);
  expect(table.notes).toContain(
    "`column 1` was left out: it is the index that pandas writes, and counts the rows.",
  );
  expect(names(await read(text, { index: "keep" }))).toEqual(["column 1", "u", "v", "ranking"]);
  // a nameless column that counts nothing is kept, and told
  const other = await read(",u\nrow a,1\nrow b,2");
  expect(names(other)).toEqual(["column 1", "u"]);
  expect(other.notes).toContain("Column 1 has no name: it is called `column 1`.");
  expect(names(await read("u,v,\n1,2,\n3,4,\n"))).toEqual(["u", "v"]);
});

test("index-column: a name that stands twice is refused", async () => {
  await expect(read("u,u,ranking\n0.095,1.25,d>c>b>a")).rejects.toThrow(
    "readTable: file.csv: line 1 names `u` twice, in columns 1 and 2, expected names that differ.",
  );
});

test("command-without-options: what one option mends says so", async () => {
  const table = await read("u,v,ranking\nf,1.25,b>c>a>d\nm,0.992,a>b>c>d");
  expect(table.columns[0]).toMatchObject({ kind: "category", categories: ["f", "m"] });
});
