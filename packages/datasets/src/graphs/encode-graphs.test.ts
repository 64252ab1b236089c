import { key, uniform } from "@ebm/core/random";
import { expect, test } from "vitest";
import { binarize, decodeGraphs, encodeGraphs } from "../index.js";

const path = { nodes: 3, edges: Int32Array.of(0, 1, 2, 1) };

test("a graph is the upper triangle of its adjacency matrix, row by row", () => {
  expect(encodeGraphs([path], { nodes: 4 })).toEqual({
    //               01 02 03 12 13 23
    data: Float32Array.of(1, 0, 0, 1, 0, 0),
    shape: [1, 6],
  });
  expect(encodeGraphs([path], { nodes: 3 }).data).toEqual(Float32Array.of(1, 0, 1));
});

test("bits decode to the graph, without the nodes that are joined to none", () => {
  expect(decodeGraphs(encodeGraphs([path], { nodes: 18 }))).toEqual([
    { nodes: 3, edges: Int32Array.of(0, 1, 1, 2) },
  ]);
  const far = { nodes: 5, edges: Int32Array.of(1, 4) };
  expect(decodeGraphs(encodeGraphs([far], { nodes: 5 }))).toEqual([
    { nodes: 2, edges: Int32Array.of(0, 1) },
  ]);
  expect(decodeGraphs({ data: [0, 0, 0], shape: [1, 3] })).toEqual([
    { nodes: 1, edges: new Int32Array() },
  ]);
});

test("bits of graphs without lone nodes come back", () => {
  const bits = binarize({ data: uniform(key(1), 40 * 153), shape: [40, 153] });
  expect(encodeGraphs(decodeGraphs(bits), { nodes: 18 })).toEqual(bits);
});

test("refuses graphs too large, and numbers of bits that are no triangle", () => {
  expect(() => encodeGraphs([path], { nodes: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: encodeGraphs: graph 0 has 3 nodes, expected up to 2.]`,
  );
  expect(() => decodeGraphs({ data: [0, 0], shape: [1, 2] })).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: decodeGraphs: \`bits\` has shape [1, 2] and 2 entries, expected [graphs, nodes(nodes − 1)/2].]`,
  );
});
