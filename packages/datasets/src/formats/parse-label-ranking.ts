import { EbmError } from "@ebm/core/errors";
import { type Matrix, packRows } from "../matrix.js";
import { type Column, numericColumn, openColumn } from "./columns.js";
import { encodeFeatures } from "./encode-features.js";
import { lines } from "./lines.js";
import { malformed, type Source, splitWord, type Word } from "./malformed.js";
import { numberAt } from "./number-at.js";

/** Inputs, and the order in which each of them prefers the labels. */
export interface LabelRankingData {
  /** Shape [rows, features]. */
  readonly x: Matrix;
  /** The place of each label in a row's order, the most preferred at 0. Shape [rows, labels]. */
  readonly ranks: Matrix;
  readonly featureNames: readonly string[];
  readonly labelNames: readonly string[];
}

export interface LabelRankingOptions {
  /** The name of the file, for errors. Default: none. */
  readonly file?: string | undefined;
  /**
   * The features whose values are names, not numbers. Each becomes a column for each value, or one
   * column if there are two values, in the order of their first rows. Default: none.
   */
  readonly categorical?: readonly string[] | undefined;
}

/**
 * Reads label-ranking data, a CSV with a header: the features, then a column `ranking` with an
 * order of the labels, the most preferred first: `b>a>c`. After it may come columns named as the
 * labels with the place of each, counted from 0, which must agree.
 *
 * Ties and incomplete rankings are refused, and so are missing features.
 *
 * @throws {EbmError} If the text is malformed. It names the line and column.
 */
export function parseLabelRanking(
  text: string,
  { file, categorical = [] }: LabelRankingOptions = {},
): LabelRankingData {
  const source = { where: "parseLabelRanking", text, file };
  const [header, ...records] = lines(text);
  if (header === undefined || records.length === 0) {
    const end = { start: text.length, end: text.length };
    throw malformed(source, end, "a header and at least one row");
  }
  const names = splitFields(source, header);
  const place = names.findIndex((name) => name.text === "ranking");
  if (place < 1) throw malformed(source, header, "features, and then a column `ranking`");
  const features = names.slice(0, place).map((name) => featureOf(source, name.text, categorical));
  checkNames(source, categorical, features);
  const rankColumns = names.slice(place + 1);

  const xs: Float32Array[] = [];
  const ranks: Float32Array[] = [];
  let labelNames: readonly string[] = [];
  let positions: ReadonlyMap<string, number> = new Map();
  for (const record of records) {
    const fields = splitFields(source, record);
    if (fields.length !== names.length) {
      throw malformed(source, record, `${names.length} fields (it has ${fields.length})`);
    }
    xs.push(Float32Array.from(features, (feature, i) => feature.parse(fields[i]!)));
    const order = orderOf(source, fields[place]!);
    // the first row says what the labels are
    if (ranks.length === 0) {
      labelNames = [...new Set(order)].sort();
      positions = new Map(labelNames.map((label, i) => [label, i]));
    }
    const row = ranksOf(source, fields[place]!, { order, labelNames });
    for (const [i, column] of rankColumns.entries()) {
      const rank = row[positions.get(column.text) ?? -1];
      if (rank === undefined) throw malformed(source, column, `a label: ${labelNames.join(", ")}`);
      const field = fields[place + 1 + i]!;
      if (numberAt(source, field, `the place of \`${column.text}\``) === rank) continue;
      throw malformed(source, field, `${rank}, the place of \`${column.text}\` in \`ranking\``);
    }
    ranks.push(row);
  }
  const table = { attributes: features, data: packRows(xs, features.length) };
  return {
    ...encodeFeatures(table, { places: [...features.keys()], nominal: "one-hot" }),
    ranks: packRows(ranks, labelNames.length),
    labelNames,
  };
}

function featureOf(source: Source, name: string, categorical: readonly string[]): Column {
  if (!categorical.includes(name)) {
    return numericColumn(source, name, ", unless it is named in `categorical`");
  }
  const { parse, ...column } = openColumn(name, "nominal", []);
  return {
    ...column,
    parse(word) {
      if (word.text === "") throw malformed(source, word, `a value of \`${name}\``);
      return parse(word);
    },
  };
}

function checkNames(
  { where }: Source,
  names: readonly string[],
  features: readonly Column[],
): void {
  for (const name of names) {
    if (features.some((feature) => feature.name === name)) continue;
    const some = features.map((feature) => feature.name).join(", ");
    throw new EbmError(`${where}: \`categorical\` has \`${name}\`, expected a feature: ${some}.`);
  }
}

function orderOf(source: Source, field: Word): string[] {
  return splitWord(field, ">").map((word) => {
    const label = word.text.trim();
    if (/^[^=~<{}]+$/.test(label)) return label;
    throw malformed(source, word, "one label; ties are not read");
  });
}

function ranksOf(
  source: Source,
  field: Word,
  {
    order,
    labelNames,
  }: { readonly order: readonly string[]; readonly labelNames: readonly string[] },
): Float32Array {
  const places = new Map(order.map((label, place) => [label, place]));
  const ranks = Float32Array.from(labelNames, (label) => places.get(label) ?? -1);
  if (order.length === labelNames.length && !ranks.includes(-1)) return ranks;
  throw malformed(source, field, `each of ${labelNames.join(", ")} once, as in the first row`);
}

/** The fields of a line of comma-separated values; quotes are as in RFC 4180. */
function splitFields(source: Source, line: Word): Word[] {
  const fields: Word[] = [];
  for (let at = 0; at <= line.text.length; ) {
    FIELD.lastIndex = at;
    const match = FIELD.exec(line.text);
    const start = line.start + at;
    if (match === null)
      throw malformed(source, { start, end: line.end }, "a field, its quotes closed");
    const [all, quoted, plain] = match;
    const text = quoted?.replaceAll('""', '"') ?? plain!.trim();
    fields.push({ text, start, end: start + all.length, quoted: quoted !== undefined });
    at += all.length + 1;
  }
  return fields;
}

const FIELD = /[ \t]*"([^"]*(?:""[^"]*)*)"[ \t]*(?=,|$)|([^",]*)(?=,|$)/y;
