import "../../test/seed.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arffs, styles, writeArff } from "../../test/write-arff.js";
import { parseArff } from "../index.js";

const header =
  "@relation r\n@attribute a numeric\n@attribute b {x, y}\n@attribute s string\n@data\n";

describe("parseArff", () => {
  test("reads a file by hand", () => {
    const text = `% a comment
@RELATION 'weather report'

@ATTRIBUTE temperature REAL % in degrees
@attribute "wind's name" {calm, 'north east', "it's 50%"}
@Attribute note string
@DATA
1.5e1, 'north east', windy
-.5,calm,"say \\"hi\\"\\t\\u00e9"

% sparse
{0 +3, 1 'it\\'s 50%'}
{}
`;
    expect(parseArff(text)).toEqual({
      relation: "weather report",
      attributes: [
        { name: "temperature", type: "numeric", values: [] },
        { name: "wind's name", type: "nominal", values: ["calm", "north east", "it's 50%"] },
        { name: "note", type: "string", values: ["", "windy", 'say "hi"\té'] },
      ],
      data: { data: Float32Array.of(15, 1, 1, -0.5, 0, 2, 3, 2, 0, 0, 0, 0), shape: [4, 3] },
    });
  });

  test("reads back what was written, in any style", () => {
    fc.assert(
      fc.property(arffs, styles, (arff, style) => {
        expect(parseArff(writeArff(arff, style), { missing: "keep" })).toEqual(arff);
      }),
      { numRuns: 500 },
    );
  });

  test("keeps missing values as NaN where asked, and tells them from a quoted ?", () => {
    const text = "@relation r\n@attribute a {?, b}\n@data\n?\n'?'\n";
    expect(() => parseArff(text)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseArff: line 4, column 1 has \`?\`, expected a value for \`a\`, or \`missing: "keep"\`.]`,
    );
    const data = Float32Array.of(Number.NaN, 0);
    expect(parseArff(text, { missing: "keep" }).data.data).toEqual(data);
  });

  test("reads a byte order mark, CR LF, and a last line without an end", () => {
    const { data } = parseArff(`\uFEFF${header.replaceAll("\n", "\r\n")}1,y,z`);
    expect(data).toEqual({ data: Float32Array.of(1, 1, 1), shape: [1, 3] });
  });

  test("reads a header without rows", () => {
    expect(parseArff(header).data.shape).toEqual([0, 3]);
  });

  test.each([
    ["1,x,a\n1,z,a", "another nominal value"],
    ["1,x", "too few values"],
    ["1,x,a,b", "too many"],
    ["1,x,a,{5}", "a weight"],
    ["1,,a", "no value"],
    ["0x10,x,a", "a number not decimal"],
    ["Infinity,x,a", "a number not finite"],
    ["1e39,x,a", "a number too large"],
    ["1,x,'open\n", "an open quote"],
    ["1,x,'open\\\n'", "a quote over two lines"],
    ["{0 1,0 2}", "an attribute twice"],
    ["{1 y,0 2}", "attributes not in order"],
    ["{3 1}", "an attribute too many"],
    ["{2 a, 3 b}", "an attribute after the last"],
    ["{0 1,}", "a comma too many"],
    ["{0 1", "an open brace"],
    ["{-1 1}", "a negative attribute"],
    ["1;x;a", "other separators"],
    ["\u0000\u0007", "control characters"],
    [`${"9".repeat(60)}x,x,a`, "a long word"],
  ])("refuses %j: %s", (rows) => {
    expect(() => parseArff(header + rows, { file: "a.arff" })).toThrowErrorMatchingSnapshot();
  });

  test.each([
    ["", "nothing"],
    ["1,2,3", "no header"],
    ["@relation", "no name"],
    ["@relation r\n@data\n1", "no attributes"],
    ["@relation r\n@attribute a numeric\n", "no data"],
    ["@relation r\n@attribute a\n@data", "no type"],
    ["@relation r\n@attribute a date 'yyyy'\n@data", "a date"],
    ["@relation r\n@attribute a relational\n@data", "a relation"],
    ["@relation r\n@attribute a numeric {0.5}\n@data", "an attribute's weight"],
    ["@relation r\n@attribute a {}\n@data", "no values"],
    ["@relation r\n@attribute a {x, x}\n@data", "a value twice"],
    ["@relation r\n@attribute a {x y}\n@data", "values without a comma"],
    ["@relation r\n@attribute a real\n@attribute a real\n@data", "a name twice"],
    ["@relation r\n@attributes a real\n@data", "another keyword"],
    ["@relation r s\n@attribute a real\n@data", "two names"],
  ])("refuses %j: %s", (text) => {
    expect(() => parseArff(text)).toThrowErrorMatchingSnapshot();
  });
});
