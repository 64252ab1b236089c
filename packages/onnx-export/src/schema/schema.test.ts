import { describe, expect, test } from "vitest";
import { featuresFile } from "../../test/preprocessors.js";
import { readSchema, type Schema, withMetadata, withSchema } from "../index.js";

const file = featuresFile();
const schema: Schema = {
  version: 1,
  inputs: {
    x: {
      columns: [
        { name: "__proto__", kind: "number", missing: "imputed", unit: "kg" },
        {
          name: 'a, "b"',
          kind: "category",
          missing: "state",
          categories: ["__proto__", "constructor", "", "🙂\n"],
          unknown: "error",
        },
      ],
    },
  },
  target: {
    kind: "number",
    name: "price",
    unit: "1000 $",
    scaling: { center: 22.5, scale: 9.2 },
  },
  notes: ["One."],
};

describe("a schema", () => {
  test("comes back from the metadata as it was written", () => {
    expect(readSchema(withSchema(file, schema))).toEqual(schema);
    expect(readSchema(withMetadata(file, { schema: JSON.stringify(schema) }))).toEqual(schema);
  });

  test.each([
    ["schema", "[]", "`schema` is [], expected an object."],
    ["JSON", "{", "`schema` is not JSON, expected an object."],
    ["version", '{"version":2,"inputs":{}}', "`schema.version` is 2, expected 1."],
    ["inputs", '{"version":1}', "`schema.inputs` is missing, expected an object."],
    [
      "kind",
      '{"version":1,"inputs":{"x":{"columns":[{"name":"a","missing":"state","kind":"text"}]}}}',
      "`schema.inputs.x.columns[0].kind` is text, expected number, datetime, boolean or category.",
    ],
    [
      "names",
      '{"version":1,"inputs":{"x":{"columns":[{"name":"a","missing":"state","kind":"number"},{"name":"a","missing":"state","kind":"number"}]}}}',
      "`schema.inputs.x.columns` is `a` twice, expected each name once.",
    ],
    [
      "labels",
      '{"version":1,"inputs":{},"target":{"kind":"ranking","labels":["a",7],"structure":"permutations(2)"}}',
      "`schema.target.labels[1]` is 7, expected a text.",
    ],
  ])("is refused by its first entry that does not fit: %s", (_, text, message) => {
    expect(() => readSchema(withMetadata(file, { schema: text }))).toThrow(
      `readSchema: ${message}`,
    );
  });

  test("is checked where it is written", () => {
    const target = { kind: "number", name: "y", scaling: { center: 0, scale: NaN } } as const;
    expect(() => withSchema(file, { ...schema, target })).toThrow(
      "withSchema: `schema.target.scaling.scale` is null, expected a finite number.",
    );
  });
});
