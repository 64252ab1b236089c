import type { EbmError } from "@ebm/core/errors";
import { listed } from "@ebm/core/naming";
import { type ArffScanner, arffScanner } from "../formats/arff-scanner.js";
import { malformed, type Source, type Word } from "../formats/malformed.js";
import { arffDates } from "./arff-dates.js";
import type { RecordColumn } from "./records.js";

/** The header of an ARFF file. */
export interface ArffHeader {
  readonly columns: readonly RecordColumn[];
  /** The value of an attribute that a sparse row omits. */
  readonly zeros: readonly string[];
  /** The labels that MEKA's `-C` in the name of the relation marks. */
  readonly labels: readonly string[] | undefined;
  readonly notes: readonly string[];
}

/** Parses the lines of an ARFF file up to `@data`. */
export function parseArffHeader(source: Source): ArffHeader {
  const scanner = arffScanner(source);
  expectKeyword("@relation");
  const relation = scanner.lineEnds() ? "" : scanner.word("a name").text;
  const columns: RecordColumn[] = [];
  const zeros: string[] = [];
  const names = new Set<string>();
  for (;;) {
    if (!scanner.lineEnds()) throw scanner.fail("the end of the line");
    const expected = columns.length === 0 ? ["@attribute"] : ["@attribute", "@data"];
    if (expectKeyword(...expected) === "@data") break;
    const name = scanner.word("a name");
    if (names.has(name.text)) throw malformed(source, name, "a name not used before");
    names.add(name.text);
    const type = parseType(source, scanner);
    columns.push({ name: name.text, ...type });
    zeros.push(zeroOf(type));
  }
  const marked = mekaLabels(source, { relation, names: [...names] });
  const notes =
    marked === undefined ? [] : [`The relation's \`-C\` marks ${listed(marked)} as labels.`];
  return { columns, zeros, labels: marked, notes };

  function expectKeyword(...expected: readonly string[]): string {
    const wanted = expected.join(" or ");
    if (!scanner.nextLine()) throw scanner.fail(wanted);
    const word = scanner.word(wanted);
    const found = word.text.toLowerCase();
    if (!expected.includes(found)) throw malformed(source, word, wanted);
    return found;
  }
}

type ArffType = Pick<RecordColumn, "kind" | "categories" | "parseDate">;

function parseType(source: Source, scanner: ArffScanner): ArffType {
  if (scanner.take("{")) return { kind: "category", categories: parseValues(source, scanner) };
  const types = "a type: numeric, real, integer, string, date or {value, …}";
  const word = scanner.word(types);
  // KEEL writes `real[0.0,1.0]` for a range, which Weka passes over
  const type = word.text.toLowerCase().replace(/\[.*$/, "");
  switch (type) {
    case "numeric":
    case "real":
    case "integer":
      while (!scanner.lineEnds()) if (!scanner.takeSeparator()) scanner.word("a range");
      return { kind: "number" };
    case "string":
      return { kind: "text" };
    case "date": {
      const format: Word | undefined = scanner.lineEnds() ? undefined : scanner.word("a format");
      const parseDate = arffDates(format?.text ?? "yyyy-MM-dd'T'HH:mm:ss");
      if (parseDate !== undefined) return { kind: "datetime", parseDate };
      throw malformed(source, format!, "a date format of the letters y, M, d, H, m, s and S");
    }
    default:
      throw malformed(source, word, types);
  }
}

function parseValues(source: Source, scanner: ArffScanner): string[] {
  const values = new Set<string>();
  do {
    if (values.size > 0 && scanner.take("}")) return [...values];
    const value = scanner.word("a value");
    if (values.has(value.text)) throw malformed(source, value, "a value not listed before");
    values.add(value.text);
  } while (scanner.take(","));
  if (!scanner.take("}")) throw expectedClose(source, scanner);
  return [...values];
}

/** A value with an unquoted % ends its line early, which is hard to see. */
function expectedClose({ text }: Source, scanner: ArffScanner): EbmError {
  const hasComment = text.split("\n").some((line) => /^@attribute.*[^\s%]%/i.test(line));
  return scanner.fail(
    hasComment ? "`,` or `}`: an unquoted % begins a comment, so quote the value" : "`,` or `}`",
  );
}

function zeroOf({ kind, categories }: ArffType): string {
  if (kind === "category") return categories![0]!;
  return kind === "text" ? "" : "0";
}

/** MEKA's `Name: -C 3` marks the first three attributes as labels, and `-C -3` the last three. */
function mekaLabels(
  source: Source,
  { relation, names }: { readonly relation: string; readonly names: readonly string[] },
): string[] | undefined {
  const match = /:.*?(?:^|\s)-C\s+(-?\d+)/.exec(relation) ?? /\s-C\s+(-?\d+)/.exec(relation);
  if (match === null) return undefined;
  const count = Number(match[1]);
  if (count === 0 || Math.abs(count) > names.length) {
    const start = source.text.indexOf(match[1]!, source.text.indexOf("-C"));
    throw malformed(
      source,
      { start, end: start + match[1]!.length },
      `the number of labels after -C, from 1 to ${names.length}`,
    );
  }
  return count > 0 ? names.slice(0, count) : names.slice(count);
}
