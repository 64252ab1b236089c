import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { members } from "./workspace.js";

test.each(members("packages"))("options of $name end their docs with the default", ({ path }) => {
  const files = globSync("src/**/*.ts", { cwd: path });
  const wrong = files.flatMap((file) =>
    fieldsOf(readFileSync(join(path, file), "utf8"))
      .filter(({ doc }) => !/Default: [^\n]+\.$/.test(doc))
      .map(({ options, field }) => `${file}: ${options}.${field}`),
  );
  expect(wrong, 'expected docs that end with "Default: x."').toEqual([]);
});

test("fields are found with their docs", () => {
  const source = `export interface AOptions<T> extends BOptions {
  readonly required: number;
  /** One line. Default: 1. */
  readonly one?: number;
  /**
   * Two lines.
   * Default: 2.
   */
  readonly two?: number;
  readonly none?: string;
}
`;
  expect(fieldsOf(source)).toEqual([
    { options: "AOptions", field: "one", doc: "One line. Default: 1." },
    { options: "AOptions", field: "two", doc: "Two lines. Default: 2." },
    { options: "AOptions", field: "none", doc: "" },
  ]);
});

interface Field {
  readonly options: string;
  readonly field: string;
  readonly doc: string;
}

/** Returns the optional fields of exported interfaces whose names end in `Options`. */
function fieldsOf(source: string): Field[] {
  const interfaces = source.matchAll(/^export interface (\w*Options)\b[^{]*\{\n(.*?)^\}/gms);
  return [...interfaces].flatMap(([, options, body]) => {
    const fields = body!.matchAll(/^((?: {2}\/\*\*(?:(?!\*\/).)*\*\/\n)?) {2}readonly (\w+)\?:/gms);
    return [...fields].map(([, comment, field]) => ({
      options: options!,
      field: field!,
      doc: textOf(comment!),
    }));
  });
}

function textOf(comment: string): string {
  return comment
    .replace(/\s*\/\*\*|\*\/\s*/g, "")
    .replace(/\n\s*\*\s?/g, " ")
    .trim();
}
