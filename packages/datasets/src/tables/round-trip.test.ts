import "../../test/seed.js";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf } from "../../test/bytes-of.js";
import { randomTables } from "../../test/random-tables.js";
import { writeArffTable, writeCsv, writeJsonLines, writeParquet } from "../../test/write-tables.js";
import {
  applyPreprocessor,
  fitPreprocessor,
  readTable,
  selectColumns,
  type Table,
  type TableColumn,
  tableChunks,
} from "../index.js";

const typesOf = ({ columns }: Table): Map<string, TableColumn["kind"]> =>
  new Map(columns.map(({ name, kind }) => [name, kind]));

/** Values that have no type in ARFF. */
const asNominal = (column: TableColumn): TableColumn =>
  column.kind === "boolean"
    ? {
        name: column.name,
        kind: "category",
        values: Int32Array.from(column.values),
        categories: ["false", "true"],
      }
    : column;

const byName = (a: TableColumn, b: TableColumn): number => (a.name < b.name ? -1 : 1);

describe("a random table is read back as it was written", () => {
  test.each([",", "\t", ";"] as const)("as CSV with %j, in pieces too", async (delimiter) => {
    await fc.assert(
      fc.asyncProperty(randomTables, async (table) => {
        const bytes = bytesOf(writeCsv(table, delimiter));
        const read = await readTable(bytes, {
          file: "t.csv",
          header: "yes",
          index: "keep",
          delimiter,
        });
        expect(read.columns).toEqual(table.columns);
        const chunks = tableChunks(bytes, {
          rows: 4,
          header: "yes",
          index: "keep",
          delimiter,
          types: typesOf(table),
        });
        const pieces: Table[] = [];
        for await (const chunk of chunks) pieces.push(chunk);
        for (const [i, column] of table.columns.entries()) {
          expect(pieces.flatMap(({ columns }) => [...columns[i]!.values])).toEqual([
            ...column.values,
          ]);
        }
      }),
    );
  });

  test("as JSON lines", async () => {
    await fc.assert(
      fc.asyncProperty(randomTables, async (table) => {
        const read = await readTable(bytesOf(writeJsonLines(table)), { file: "t.jsonl" });
        // JavaScript puts names that are whole numbers first
        expect([...read.columns].sort(byName)).toEqual([...table.columns].sort(byName));
      }),
    );
  });

  test("as Parquet", async () => {
    await fc.assert(
      fc.asyncProperty(randomTables, async (table) => {
        const read = await readTable(writeParquet(table), { file: "t.parquet" });
        expect(read.columns).toEqual(table.columns);
      }),
    );
  });

  test("as ARFF, dense and sparse", async () => {
    await fc.assert(
      fc.asyncProperty(randomTables, fc.boolean(), async (table, sparse) => {
        const read = await readTable(bytesOf(writeArffTable(table, sparse)), { file: "t.arff" });
        expect(read.columns).toEqual(table.columns.map(asNominal));
      }),
    );
  });
});

test("a preprocessor makes the same features from every format, in any order of columns", async () => {
  const files: readonly [string, (table: Table) => Uint8Array][] = [
    ["t.csv", (table) => bytesOf(writeCsv(table, ","))],
    ["t.tsv.gz", (table) => gzipSync(writeCsv(table, "\t"))],
    ["t.jsonl", (table) => bytesOf(writeJsonLines(table))],
    ["t.parquet", writeParquet],
    ["t.arff", (table) => bytesOf(writeArffTable(table, false))],
  ];
  await fc.assert(
    fc.asyncProperty(randomTables, fc.constantFrom(...files), async (table, [file, write]) => {
      fc.pre(table.columns.some(({ values }) => new Set<unknown>([...values]).size > 1));
      const preprocessor = fitPreprocessor(table);
      const { data } = applyPreprocessor(preprocessor, table);
      const turned = { ...table, columns: table.columns.toReversed() };
      const columns = preprocessor.columns.map(({ name }) => name);
      const read = await readTable(write(turned), { file, header: "yes", columns });
      expect(applyPreprocessor(preprocessor, read)).toMatchObject({ data, notes: [] });
      const again = selectColumns(
        await readTable(write(turned), { file, header: "yes", index: "keep" }),
      );
      expect(applyPreprocessor(preprocessor, again.features).data).toEqual(data);
    }),
  );
});
