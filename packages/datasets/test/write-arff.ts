import fc from "fast-check";
import type { Arff, Attribute } from "../src/index.js";

/** Words of any kind, those that want quotes more often than chance would have it. */
const word = fc.oneof(
  fc.string({ minLength: 1, maxLength: 6, unit: "binary" }),
  fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom(..."ab?%{}, '\"\\\t\n\r@") }),
);

const attribute: fc.Arbitrary<Attribute> = fc.oneof(
  fc.record({
    name: word,
    type: fc.constant("numeric" as const),
    values: fc.constant([]),
  }),
  fc.record({
    name: word,
    type: fc.constant("nominal" as const),
    values: fc.uniqueArray(word, { minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    name: word,
    type: fc.constant("string" as const),
    values: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }).map((values) => ["", ...values]),
  }),
);

// no −0, which is written as 0
const float = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

/** ARFF data of at most 6 rows and 6 attributes; strings are numbered as they come. */
export const arffs: fc.Arbitrary<Arff> = fc
  .record({
    relation: word,
    attributes: fc.uniqueArray(attribute, {
      minLength: 1,
      maxLength: 6,
      selector: ({ name }) => name,
    }),
    rows: fc.integer({ min: 0, max: 6 }),
  })
  .chain(({ relation, attributes, rows }) => {
    const entry = ({ type, values }: Attribute): fc.Arbitrary<number> => {
      const value = type === "numeric" ? float : fc.nat(values.length - 1);
      return fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: fc.constant(NaN) });
    };
    return fc
      .array(fc.tuple(...attributes.map(entry)), { minLength: rows, maxLength: rows })
      .map((data) => numbered({ relation, attributes, data }));
  });

/** Numbers strings as a parser would, and drops the ones that never occur. */
function numbered(table: {
  relation: string;
  attributes: readonly Attribute[];
  data: readonly (readonly number[])[];
}): Arff {
  const columns = table.attributes.length;
  const data = Float32Array.from(table.data.flat());
  const attributes = table.attributes.map((attribute, column) => {
    if (attribute.type !== "string") return attribute;
    const values = [""];
    for (let i = column; i < data.length; i += columns) {
      if (Number.isNaN(data[i]!)) continue;
      const value = attribute.values[data[i]!]!;
      if (!values.includes(value)) values.push(value);
      data[i] = values.indexOf(value);
    }
    return { ...attribute, values };
  });
  return {
    relation: table.relation,
    attributes,
    data: { data, shape: [table.data.length, columns] },
  };
}

/** A hand for each way in which one ARFF file can be written. */
export interface Style {
  readonly sparse: boolean;
  readonly quote: "'" | '"';
  readonly newline: "\n" | "\r\n" | "\n\n" | " % comment\n";
  readonly separator: "," | ", " | "\t" | " , ";
  readonly upper: boolean;
}

export const styles: fc.Arbitrary<Style> = fc.record({
  sparse: fc.boolean(),
  quote: fc.constantFrom("'", '"'),
  newline: fc.constantFrom("\n", "\r\n", "\n\n", " % comment\n"),
  separator: fc.constantFrom(",", ", ", "\t", " , "),
  upper: fc.boolean(),
});

export function writeArff(
  { relation, attributes, data: { data, shape } }: Arff,
  style: Style,
): string {
  const quote = (text: string): string => {
    if (/^[\w.:\\-][\w.:\\'"@?-]*$/.test(text)) return text;
    const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
    const escaped = text.replace(
      /[\\'"\n\r\t]/g,
      (character) => escapes[character] ?? `\\${character}`,
    );
    return style.quote + escaped + style.quote;
  };
  const keyword = (text: string): string => (style.upper ? text.toUpperCase() : text);
  const value = ({ type, values }: Attribute, entry: number): string => {
    if (Number.isNaN(entry)) return "?";
    return type === "numeric" ? `${entry}` : quote(values[entry]!);
  };
  const header = [
    `${keyword("@relation")} ${quote(relation)}`,
    ...attributes.map(({ name, type, values }) => {
      const kind = type === "nominal" ? `{${values.map(quote).join(", ")}}` : keyword(type);
      return `${keyword("@attribute")}\t${quote(name)} ${kind}`;
    }),
    keyword("@data"),
  ];
  const rows = Array.from({ length: shape[0] }, (_, row) => {
    const entries = attributes.map((attribute, column) => {
      const entry = data[row * shape[1] + column]!;
      return { column, entry, text: value(attribute, entry) };
    });
    if (!style.sparse) return entries.map(({ text }) => text).join(style.separator);
    const listed = entries.filter(({ entry }) => entry !== 0);
    return `{${listed.map(({ column, text }) => `${column} ${text}`).join(", ")}}`;
  });
  return [...header, ...rows].join(style.newline);
}
