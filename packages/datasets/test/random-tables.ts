import fc from "fast-check";
import type { Table, TableColumn } from "../src/index.js";

// trimmed, as CSV reads them
const text = (unit: fc.StringConstraints["unit"]): fc.Arbitrary<string> =>
  fc
    .string({ minLength: 1, maxLength: 8, unit: unit! })
    .map((value) => value.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "_").trim())
    .filter((value) => value !== "");

const name: fc.Arbitrary<string> = fc.oneof(
  text("grapheme"),
  text(fc.constantFrom(..."ab,;'\"%{}?| \\🙂")),
  fc.constantFrom("__proto__", "constructor", "toString", "length", "1", "is missing"),
);

/** Words that are neither numbers, dates, nor missing values. */
const word: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("north", "south", "a, b", 'say "hi"', "it's", "50%", "{x}", "🙂", "a\\b", "x y"),
  text("grapheme").map((value) => `w${value}`),
);

const ROWS = { min: 3, max: 25 };

function column(rows: number): fc.Arbitrary<Omit<TableColumn, "name">> {
  const list = <T>(value: fc.Arbitrary<T>, missing: T): fc.Arbitrary<T[]> =>
    fc.array(
      fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: fc.constant(missing) }),
      { minLength: rows, maxLength: rows },
    );
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.integer({ min: -5, max: 5 }).map((value) => value + 0),
    fc.integer({ min: 1_700_000_000, max: 1_700_003_600 }),
  );
  const time = fc.date({
    min: new Date("1950-01-01"),
    max: new Date("2090-01-01"),
    noInvalidDate: true,
  });
  return fc.oneof(
    list(number, Number.NaN).map((values) => ({
      kind: "number" as const,
      values: Float64Array.from(values),
    })),
    list(
      time.map((date) => date.getTime()),
      Number.NaN,
    ).map((values) => ({
      kind: "datetime" as const,
      values: Float64Array.from(values),
    })),
    list(fc.integer({ min: 0, max: 1 }), -1).map((values) => ({
      kind: "boolean" as const,
      values: Int8Array.from(values),
    })),
    fc
      .uniqueArray(word, { minLength: 1, maxLength: 4 })
      .chain((categories) =>
        list(fc.nat(categories.length - 1), -1).map((codes) => inOrder(categories, codes)),
      ),
  ) as fc.Arbitrary<Omit<TableColumn, "name">>;
}

/** Categories count in the order in which they occur, and those that do not occur are left out. */
function inOrder(names: readonly string[], codes: readonly number[]): Omit<TableColumn, "name"> {
  const categories: string[] = [];
  const values = Int32Array.from(codes, (code) => {
    if (code < 0) return -1;
    if (!categories.includes(names[code]!)) categories.push(names[code]!);
    return categories.indexOf(names[code]!);
  });
  return { kind: "category", values, categories } as Omit<TableColumn, "name">;
}

/** Tables of 1 to 6 columns with strange names and missing values. No column lacks all of them. */
export const randomTables: fc.Arbitrary<Table> = fc
  .tuple(fc.uniqueArray(name, { minLength: 2, maxLength: 6 }), fc.integer(ROWS))
  .chain(([names, rows]) =>
    fc
      .tuple(...names.map(() => column(rows).filter(({ values }) => [...values].some(isPresent))))
      .map((columns) => ({
        file: "random",
        rows,
        columns: columns.map((it, i) => ({ name: names[i]!, ...it }) as TableColumn),
        notes: [],
      })),
  );

function isPresent(value: unknown): boolean {
  return typeof value === "number" && !Number.isNaN(value) && value !== -1;
}
