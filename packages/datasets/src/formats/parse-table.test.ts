import { describe, expect, test } from "vitest";
import { parseBinary } from "./parse-binary.js";
import { parseEdgeList } from "./parse-edge-list.js";
import { parseIdx } from "./parse-idx.js";
import { parseTable } from "./parse-table.js";

describe("parseTable", () => {
  test("reads numbers with a header, quoted or not", () => {
    expect(parseTable('"a b";c\r\n1.5;"-2"\n.5; 3e1\n', { separator: ";" })).toEqual({
      data: { data: Float32Array.of(1.5, -2, 0.5, 30), shape: [2, 2] },
      columnNames: ["a b", "c"],
    });
  });

  test("reads numbers parted by blanks, under names that are given", () => {
    const header = ["a", "b"];
    expect(parseTable(" 1  2 \n3\t4", { separator: "blanks", header })).toEqual({
      data: { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] },
      columnNames: header,
    });
  });

  test("refuses what is no number, and rows of other lengths, by line and column", () => {
    expect(() => parseTable("a,b\n1,x")).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseTable: line 2, column 3 has \`x\`, expected a number for \`b\`.]`,
    );
    expect(() => parseTable("a,b\n1,2\n3")).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseTable: line 3, column 1 has \`3\`, expected 2 fields (it has 1).]`,
    );
    expect(() => parseTable("a,b\n", { file: "f.csv" })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseTable: line 2, column 1 of f.csv has the end of the file, expected at least one row.]`,
    );
    expect(() => parseTable("a,a\n1,2")).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseTable: \`header\` has a, a, expected names that differ.]`,
    );
    expect(() => parseTable("a,b\n1,")).toThrow("expected a number for `b`");
  });
});

describe("parseBinary", () => {
  test("reads zeros and ones, with or without an end of the last line", () => {
    const expected = { data: Float32Array.of(0, 1, 1, 1, 0, 0), shape: [2, 3] };
    for (const text of ["0,1,1\n1,0,0", "0,1,1\n1,0,0\n", "0,1,1\r\n1,0,0\r\n"]) {
      expect(parseBinary(text)).toEqual(expected);
    }
  });

  test.each([
    ["", "line 1, column 1 has the end of the file, expected at least one row."],
    ["0,2\n", "line 1, column 3 has `2`, expected 0 or 1."],
    ["0,1\n1\n", "line 2, column 2 has the end of the line, expected 2 fields (it has 1)."],
    ["0,1\n1,0,1\n", "line 2, column 6 has the end of the line, expected 2 fields (it has 3)."],
    ["0,1,\n", "line 1, column 5 has the end of the line, expected 0 or 1."],
    ["01\n", "line 1, column 2 has `1`, expected a comma or the end of the line."],
    ["0,1\n\n", "line 2, column 1 has the end of the line, expected 0 or 1."],
  ])("refuses %j", (text, message) => {
    expect(() => parseBinary(text)).toThrow(`parseBinary: ${message}`);
  });
});

describe("parseIdx", () => {
  const bytes = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255);

  test("reads the sizes and the bytes", () => {
    expect(parseIdx(bytes)).toEqual({ data: bytes.slice(12), shape: [2, 3] });
    expect(parseIdx(new Uint8Array([9, ...bytes]).subarray(1)).shape).toEqual([2, 3]);
  });

  test("refuses another format, and too few or too many bytes", () => {
    expect(() => parseIdx(Uint8Array.of(0, 0, 13, 1))).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseIdx: the head is [0, 0, 13, 1], expected 0, 0, 8 and the number of axes.]`,
    );
    expect(() => parseIdx(bytes.subarray(1))).toThrow("the head is [0, 8, 2, 0]");
    expect(() => parseIdx(bytes.subarray(0, 17))).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseIdx: the data have 17 bytes, expected 18 of shape [2, 3].]`,
    );
    expect(() => parseIdx(new Uint8Array([...bytes, 0]))).toThrow("have 19 bytes, expected 18");
    expect(() => parseIdx(bytes.subarray(0, 9))).toThrow("have 9 bytes, expected 12");
    expect(() => parseIdx(new Uint8Array())).toThrow("the head is []");
  });
});

describe("parseEdgeList", () => {
  test("reads edges, and counts nodes up to the largest, or as told", () => {
    const text = "# a path\n0 1\n2\t1\n";
    expect(parseEdgeList(text)).toEqual({ nodes: 3, edges: Int32Array.of(0, 1, 2, 1) });
    expect(parseEdgeList(text, { nodes: 5 }).nodes).toBe(5);
  });

  test("refuses what is no edge", () => {
    expect(() => parseEdgeList("0 1 2")).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseEdgeList: line 1, column 1 has \`0 1 2\`, expected two nodes.]`,
    );
    expect(() => parseEdgeList("0 -1")).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseEdgeList: line 1, column 3 has \`-1\`, expected the number of a node.]`,
    );
    expect(() => parseEdgeList("0 1\n1 0")).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: parseEdgeList: edge [1, 0] is in a graph of 2 nodes, expected two of them, not joined before.]`,
    );
    expect(() => parseEdgeList("1 1")).toThrow("edge [1, 1]");
    expect(() => parseEdgeList("0 7", { nodes: 3 })).toThrow(
      "edge [0, 7] is in a graph of 3 nodes",
    );
  });
});
