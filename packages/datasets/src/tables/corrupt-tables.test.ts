import "../../test/seed.js";
import { EbmError } from "@ebm/core/errors";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOf } from "../../test/bytes-of.js";
import { parquetFixtures } from "../../test/parquet-fixtures.js";
import { readTable, type TableFormat } from "../index.js";

const files: readonly [TableFormat, Uint8Array][] = [
  ["csv", bytesOf('a,"b ""c""",d\n1,"x\ny",true\nNA,z,false\n')],
  [
    "arff",
    bytesOf(
      "@relation 'r: -C 1'\n@attribute a {0,1}\n@attribute b numeric\n@attribute c date\n@data\n1,2.5,?\n{0 1,1 3}\n",
    ),
  ],
  ["libsvm", bytesOf("2,5 1:0.4 3:-1\n 2:1 # comment\n")],
  ["jsonl", bytesOf('{"a":1,"b":["x"]}\n{"a":null,"c":"2024-01-01"}\n')],
  ["json", bytesOf('[{"a":1,"b":{"x":[1]}},\n{"a":"\\u00e9\\""}]')],
  ...Object.values(parquetFixtures).map(
    (data) => ["parquet", Buffer.from(data, "base64")] as [TableFormat, Uint8Array],
  ),
];

test.each(files)(
  "readTable reads corrupt %s as a table, or says in one line why not",
  async (format, bytes) => {
    const change = fc.record({
      at: fc.nat(bytes.length - 1),
      byte: fc.integer({ min: 0, max: 255 }),
    });
    const length = fc.oneof(fc.constant(bytes.length), fc.nat(bytes.length));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        length,
        async (changes, end) => {
          const corrupt = Uint8Array.from(bytes);
          for (const { at, byte } of changes) corrupt[at] = byte;
          try {
            const { rows, columns } = await readTable(corrupt.slice(0, end), { format, file: "f" });
            for (const { values } of columns) expect(values.length).toBe(rows);
          } catch (error) {
            expect(error).toBeInstanceOf(EbmError);
            expect((error as EbmError).message).toMatch(/^readTable: [^\n]+\.$/u);
          }
        },
      ),
    );
  },
);
