import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bytesOf } from "../../test/bytes-of.js";
import { parseMulanLabels, type ReadTableOptions, readTable, type Table } from "../index.js";

const read = (text: string, file: string, options: ReadTableOptions = {}): Promise<Table> =>
  readTable(bytesOf(text), { file, ...options });
const values = ({ columns }: Table): unknown[][] => columns.map((column) => [...column.values]);
const arff = (attributes: string, rows: string): Promise<Table> =>
  read(`@relation r\n${attributes}\n@attribute L1 {0,1}\n@data\n${rows}`, "f.arff");

test("arff-that-weka-reads: blanks, trailing commas, ranges and old line ends are read", async () => {
  const expected = [
    [1, -2],
    [0, 1],
    [0, 1],
  ];
  const attributes = "@attribute a numeric\n@attribute b {x,y}";
  for (const rows of ["1 x 0\n-2 y 1\n", "1,x,0,\n-2,y,1,\n", "1\tx\t0\n-2  y  1\n"]) {
    expect(values(await arff(attributes, rows))).toEqual(expected);
  }
  const ranges = "@attribute a integer [1,10]\n@attribute c real[0.0,1.0]";
  expect(values(await arff(ranges, "1,0.5,0\n2,0.2,1\n"))).toEqual([
    [1, 2],
    [0.5, 0.2],
    [0, 1],
  ]);
  const old = "@relation r\r@attribute a numeric\r@attribute L1 {0,1}\r@data\r1,0\r2,1\r";
  expect(values(await read(old, "f.arff"))).toEqual([
    [1, 2],
    [0, 1],
  ]);
});

test("arff-that-weka-reads: what is refused says why", async () => {
  await expect(
    arff("@attribute share {5%,10%}", "5%,0\n10%,1\n"),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[EbmError: readTable: line 2, column 26 of f.arff has the end of the line, expected \`,\` or \`}\`: an unquoted % begins a comment, so quote the value.]`,
  );
  await expect(
    arff("@attribute a numeric", "{0 5,1 1}\n{1 1,0 5}\n"),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[EbmError: readTable: line 6, column 6 of f.arff has \`0\`, expected a number above 1: they rise within a row.]`,
  );
});

test("meka: the count of -C in the relation marks the labels", async () => {
  const file = (relation: string, row: string): string =>
    `@relation '${relation}'\n@attribute L1 {0,1}\n@attribute L2 {0,1}\n@attribute a numeric\n@attribute f {1,0}\n@data\n${row}\n`;
  const train = await read(file("Music: -C 2", "1,0,1.2882,0"), "train.arff");
  expect(train.labels).toEqual(["L1", "L2"]);
  expect(train.notes).toContain("The relation's `-C` marks `L1`, `L2` as labels.");
  expect((await read(file("Music: -C -2", "1,0,1.2882,0"), "t.arff")).labels).toEqual(["a", "f"]);
  // labels to predict are missing
  const toPredict = await read(file("Music: -C 2", "?,?,1.2882,0"), "to-predict.arff");
  expect(values(toPredict)).toEqual([[-1], [-1], [1.2882], [1]]);
  await expect(read(file("Music: -C 9", "1,0,1,0"), "t.arff")).rejects.toThrow(
    "readTable: line 1, column 22 of t.arff has `9`, expected the number of labels after -C, from 1 to 4.",
  );
});

test("json-bom: a byte order mark before JSON is passed over", async () => {
  expect(values(await read('\uFEFF[{"x":1}]', "rows.json"))).toEqual([[1]]);
  expect(values(await readTable(bytesOf('\uFEFF[{"x":1}]')))).toEqual([[1]]);
});

test("libsvm-predict: labels of any number, and features from 0", async () => {
  const large = await read("0,1200 1:1.5 2:0.3\n", "label-over-999.svm");
  expect(large.columns[0]).toMatchObject({ categories: ["0,1200"] });
  const zero = await read("0,2 0:1.5 1:0.3\n", "zero-based.svm");
  expect(zero.columns.map(({ name }) => name)).toEqual(["labels", "0", "1"]);
  expect(zero.notes).toContain("Features are numbered from 0, to 1.");
  const xmc = await read("2 3 3\n0,1 0:1.0 1:1\n2 2:1\n", "xmc-header.svm");
  expect(values(xmc).slice(1)).toEqual([
    [1, 0],
    [1, 0],
    [0, 1],
  ]);
  expect(xmc.notes[0]).toBe("Line 1, `2 3 3`, was read as numbers of rows, features and labels.");
});

test("libsvm-predict: what is refused says why", async () => {
  await expect(
    read("0, 2 1:0.5\n", "blank-after-comma.svm"),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[EbmError: readTable: blank-after-comma.svm: line 1 has \`0, 2\`, expected no blank after the comma.]`,
  );
  await expect(
    read("1.0,2.0 1:0.5\n", "float-labels.svm"),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[EbmError: readTable: float-labels.svm: line 1 has \`1.0,2.0\`, expected labels that are whole numbers, as \`2,5\`.]`,
  );
});

test("test-file-without-rows: a file without rows is refused by its name", async () => {
  await expect(arff("@attribute a numeric", "")).rejects.toThrow(
    "readTable: f.arff: it has no rows, expected at least one.",
  );
});

test("timestamp-column: time stamps keep every second", async () => {
  const table = await arff("@attribute time numeric", "1700000000,0\n1700000005,0\n");
  expect(values(table)[0]).toEqual([1700000000, 1700000005]);
});

test("predict-arff-nominal: a nominal value is known by its name, not by its place", async () => {
  const table = await arff("@attribute f {1,0}", "1,0\n0,1\n");
  expect(table.columns[0]).toMatchObject({ categories: ["1", "0"], values: Int32Array.of(0, 1) });
});

test("xml-ampersand: the error is where the & is", () => {
  expect(() =>
    parseMulanLabels('<labels>\n<label name="R&B"/>\n<label name="Jazz"/>\n</labels>'),
  ).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: parseMulanLabels: line 2, column 15 has \`&\`, expected \`&amp;\`, which stands for an & in XML.]`,
  );
  expect(() =>
    parseMulanLabels('\n<?xml version="1.0"?>\n<labels><label name="Jazz"/></labels>'),
  ).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: parseMulanLabels: line 2, column 1 has \`<?xml\`, expected nothing before the declaration, not even blanks.]`,
  );
});

test("over-512-mib: a text longer than a string of Node is read", async () => {
  // gzip takes files one after another for one: a MiB of comments, 515 times
  const comments = gzipSync(`% ${"x".repeat(1021)}\n`.repeat(1024));
  const head = "@relation r\n@attribute a numeric\n@attribute L1 {0,1}\n@data\n";
  const parts = [gzipSync(head), ...Array<Buffer>(515).fill(comments), gzipSync("0.5,1\n")];
  const table = await readTable(Buffer.concat(parts), { file: "big.arff.gz" });
  expect(values(table)).toEqual([[0.5], [1]]);
});
