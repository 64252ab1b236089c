import { type Matrix, packRows } from "../matrix.js";
import { type ArffScanner, arffScanner } from "./arff-scanner.js";
import {
  type Attribute,
  type Column,
  labelColumn,
  nominalColumn,
  numericColumn,
  openColumn,
} from "./columns.js";
import { malformed, type Source, type Word } from "./malformed.js";

/** A parsed ARFF file. */
export interface Arff {
  readonly relation: string;
  readonly attributes: readonly Attribute[];
  /** Numbers, the positions in `values` of other values, and NaN for missing values. */
  readonly data: Matrix;
}

export interface ArffOptions {
  /** The name of the file, for errors. Default: none. */
  readonly file?: string | undefined;
  /** The treatment of a missing value `?`: refuse the file, or keep it as NaN. Default: "refuse". */
  readonly missing?: "refuse" | "keep" | undefined;
}

/**
 * Reads Weka's attribute-relation file format: dense rows `1,a,?` and sparse ones `{0 1, 3 a}`,
 * where what is not listed is 0, the first value of a nominal attribute, or the empty string.
 *
 * Dates, relations, and the weights of attributes and rows are refused.
 *
 * Reference: https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/
 *
 * @throws {EbmError} If the text is malformed. It names the line and column.
 */
export function parseArff(text: string, { file, missing = "refuse" }: ArffOptions = {}): Arff {
  return readArff({ where: "parseArff", text, file }, { missing, labels: new Set() });
}

/** Reads an ARFF file in which the attributes named in `labels`, if any, are 0 or 1. */
export function readArff(
  source: Source,
  {
    missing,
    labels,
  }: { readonly missing: "refuse" | "keep"; readonly labels: ReadonlySet<string> },
): Arff {
  const scanner = arffScanner(source);
  const { relation, attributes } = parseHeader(source, scanner, labels);
  const parseValue = (column: Column, word: Word): number => {
    const isMissing = word.text === "?" && !word.quoted;
    if (!isMissing || labels.has(column.name)) return column.parse(word);
    if (missing === "keep") return Number.NaN;
    throw malformed(source, word, `a value for \`${column.name}\`, or \`missing: "keep"\``);
  };
  const rows: Float32Array[] = [];
  while (scanner.nextLine()) {
    const row = new Float32Array(attributes.length);
    if (scanner.take("{")) fillSparse(row);
    else fillDense(row);
    if (!scanner.lineEnds()) throw scanner.fail("the end of the row, without a weight");
    rows.push(row);
  }
  return {
    relation,
    attributes: attributes.map(({ name, type, values }) => ({ name, type, values })),
    data: packRows(rows, attributes.length),
  };

  function fillDense(row: Float32Array): void {
    for (let i = 0; i < row.length; i++) {
      const column = attributes[i]!;
      if (i > 0 && !scanner.takeSeparator()) throw scanner.fail(`a comma and \`${column.name}\``);
      row[i] = parseValue(column, scanner.word("a value"));
    }
  }

  function fillSparse(row: Float32Array): void {
    if (scanner.take("}")) return;
    let next = 0;
    do {
      const word = scanner.word("an attribute's number");
      const index = /^\d+$/.test(word.text) ? Number(word.text) : -1;
      if (index < next || index >= row.length) {
        const range = `an attribute's number from ${next} to ${row.length - 1}`;
        throw malformed(source, word, next < row.length ? range : "`}` after the last attribute");
      }
      row[index] = parseValue(attributes[index]!, scanner.word("a value"));
      next = index + 1;
    } while (scanner.take(","));
    if (!scanner.take("}")) throw scanner.fail("`,` or `}`");
  }
}

function parseHeader(
  source: Source,
  scanner: ArffScanner,
  labels: ReadonlySet<string>,
): { relation: string; attributes: Column[] } {
  keyword("@relation");
  const relation = scanner.word("a name").text;
  const attributes: Column[] = [];
  const names = new Set<string>();
  for (;;) {
    if (!scanner.lineEnds()) throw scanner.fail("the end of the line");
    const expected = attributes.length === 0 ? ["@attribute"] : ["@attribute", "@data"];
    if (keyword(...expected) === "@data") break;
    const name = scanner.word("a name");
    if (names.has(name.text)) throw malformed(source, name, "a name not used before");
    names.add(name.text);
    const column = parseAttribute(source, scanner, name.text);
    attributes.push(labels.has(name.text) ? labelColumn(source, name, column) : column);
  }
  if (!scanner.lineEnds()) throw scanner.fail("the end of the line");
  return { relation, attributes };

  function keyword(...expected: readonly string[]): string {
    const wanted = expected.join(" or ");
    if (!scanner.nextLine()) throw scanner.fail(wanted);
    const word = scanner.word(wanted);
    const found = word.text.toLowerCase();
    if (!expected.includes(found)) throw malformed(source, word, wanted);
    return found;
  }
}

function parseAttribute(source: Source, scanner: ArffScanner, name: string): Column {
  if (scanner.take("{")) return nominalColumn(source, name, parseValues(source, scanner));
  const types = "a type: numeric, real, integer, string or {value, …}";
  const word = scanner.word(types);
  switch (word.text.toLowerCase()) {
    case "numeric":
    case "real":
    case "integer":
      return numericColumn(source, name);
    case "string":
      // what a sparse row leaves out is number 0
      return openColumn(name, "string", [""]);
    default:
      throw malformed(source, word, types);
  }
}

function parseValues(source: Source, scanner: ArffScanner): string[] {
  const values = new Set<string>();
  do {
    const value = scanner.word("a value");
    if (values.has(value.text)) throw malformed(source, value, "a value not listed before");
    values.add(value.text);
  } while (scanner.take(","));
  if (!scanner.take("}")) throw scanner.fail("`,` or `}`");
  return [...values];
}
