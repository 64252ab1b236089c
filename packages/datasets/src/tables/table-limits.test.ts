import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { bytesOf } from "../../test/bytes-of.js";
import { parquetFixtures } from "../../test/parquet-fixtures.js";
import {
  parseLabelRanking,
  parseMulanLabels,
  rankings,
  readTable,
  type TableFormat,
  tableChunks,
} from "../index.js";

const memory = 2 ** 22;
const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `c${i}`);
const attributes = names(5000)
  .map((name) => `@attribute ${name} numeric\n`)
  .join("");

describe("a small file that stands for a large table is refused before it fills the memory", () => {
  test.each<[string, TableFormat, string | Uint8Array]>([
    ["empty sparse rows", "arff", `@relation r\n${attributes}@data\n${"{}\n".repeat(500)}`],
    ["a far feature", "libsvm", `${"1 1:1\n".repeat(1000)}1 8000:1\n`],
    ["gzip", "csv", gzipSync(`a\n${"1\n".repeat(6e5)}`)],
    [
      "gzip of text",
      "csv",
      gzipSync(Array.from({ length: 100 }, (_, i) => `${i}${"x".repeat(1e5)}\n`).join("")),
    ],
    [
      "new names in each record",
      "jsonl",
      names(2000)
        .map((name) => `{"${name}":1}`)
        .join("\n"),
    ],
  ])("%s", async (_, format, file) => {
    const bytes = typeof file === "string" ? bytesOf(file) : file;
    const before = process.memoryUsage.rss();
    await expect(readTable(bytes, { format, memory, file: "f" })).rejects.toThrow(
      /^readTable: f: its first \d+ rows of \d+ columns take \d+ MB of memory, expected at most 4 \(`memory`\)\.$/,
    );
    expect(process.memoryUsage.rss() - before).toBeLessThan(2 ** 28);
  });

  test("but is read in chunks that fit", async () => {
    const file = bytesOf(`@relation r\n${attributes}@data\n${"{}\n".repeat(500)}`);
    let rows = 0;
    for await (const table of tableChunks(file, { format: "arff", memory, rows: 100 })) {
      rows += table.rows;
    }
    expect(rows).toBe(500);
  });
});

describe("takes less than a second for", () => {
  const labels = names(100_000);
  const under = async (read: () => unknown): Promise<void> => {
    // of this process: others may hold it up
    const start = process.cpuUsage();
    await read();
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(1000);
  };

  test("a hierarchy of 100,000 labels", async () => {
    const open = labels.map((name) => `<label name="${name}">`).join("");
    const text = `<labels>${open}${"</label>".repeat(labels.length)}</labels>`;
    await under(() => expect(parseMulanLabels(text)).toEqual(labels));
  });

  test("a ranking of 100,000 labels", async () => {
    const csv = `a,ranking\n1,${labels.join(">")}\n`;
    await under(() => expect(parseLabelRanking(csv).labelNames).toHaveLength(100_000));
    await under(async () => {
      const table = await readTable(bytesOf(csv), { format: "csv" });
      const targets = { ...table, columns: table.columns.slice(1) };
      expect(rankings(targets).labelNames).toHaveLength(100_000);
    });
  });
});

test("a record of lists in lists is refused by its line", async () => {
  const file = bytesOf(`{"a":1}\n{"a":${"[".repeat(1e5)}${"]".repeat(1e5)}}\n`);
  await expect(readTable(file, { format: "jsonl", file: "f" })).rejects.toThrow(
    "readTable: f: line 2 has a record that is nested too deep.",
  );
});

test("a Parquet file that would be read for ever is given up, and the next one is read", async () => {
  const [whole] = Object.values(parquetFixtures).map((data) => Buffer.from(data, "base64"));
  const corrupt = Uint8Array.from(whole!);
  for (const [place, byte] of [
    [253, 128],
    [1, 8],
    [2582, 0],
  ] as const)
    corrupt[place] = byte;
  const read = (bytes: Uint8Array) => readTable(bytes, { format: "parquet", file: "f" });
  await expect(read(corrupt)).rejects.toThrow(
    "readTable: f: it cannot be read as Parquet (a part of it took more than 1.5 s).",
  );
  expect((await read(whole!)).rows).toBe(60);
});
