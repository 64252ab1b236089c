import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../test/arbitraries.js";
import { type GraphLike, graphMmd, orbitCounts } from "./index.js";

const graph = (nodes: number, ...edges: number[]): GraphLike => ({ nodes, edges });
const path = graph(3, 0, 1, 1, 2);
const triangle = graph(3, 0, 1, 1, 2, 0, 2);

/** Graphs of 1 to 7 nodes. */
const graphs: fc.Arbitrary<GraphLike> = fc.integer({ min: 1, max: 7 }).chain((nodes) => {
  const pairs = Array.from({ length: nodes }, (_, i) =>
    Array.from({ length: i }, (_, j) => [j, i] as const),
  ).flat();
  return fc.subarray(pairs).map((edges) => ({ nodes, edges: edges.flat() }));
});

/** The orbits of one node, by their names. */
const orbitsOf = (graph: GraphLike, node: number): number[] =>
  [...orbitCounts(graph)].slice(15 * node, 15 * node + 15);
const only = (counts: Readonly<Record<number, number>>): number[] =>
  Array.from({ length: 15 }, (_, orbit) => counts[orbit] ?? 0);

describe("orbitCounts", () => {
  test.each([
    ["the end of a path of four", graph(4, 0, 1, 1, 2, 2, 3), { 0: 1, 1: 1, 4: 1 }],
    ["the middle of a path of four", graph(4, 1, 0, 0, 2, 2, 3), { 0: 2, 1: 1, 2: 1, 5: 1 }],
    ["the leaf of a star", graph(4, 0, 1, 1, 2, 1, 3), { 0: 1, 1: 2, 6: 1 }],
    ["the center of a star", graph(4, 0, 1, 0, 2, 0, 3), { 0: 3, 2: 3, 7: 1 }],
    ["a square", graph(4, 0, 1, 1, 2, 2, 3, 3, 0), { 0: 2, 1: 2, 2: 1, 8: 1 }],
    ["the tail of a triangle", graph(4, 0, 1, 1, 2, 2, 3, 3, 1), { 0: 1, 1: 2, 9: 1 }],
    [
      "a triangle's node without the tail",
      graph(4, 0, 1, 1, 2, 2, 0, 2, 3),
      { 0: 2, 1: 1, 3: 1, 10: 1 },
    ],
    [
      "a triangle's node with the tail",
      graph(4, 0, 1, 1, 2, 2, 0, 0, 3),
      { 0: 3, 2: 2, 3: 1, 11: 1 },
    ],
    [
      "off the diagonal of a square",
      graph(4, 0, 1, 1, 2, 2, 3, 3, 0, 1, 3),
      { 0: 2, 1: 2, 3: 1, 12: 1 },
    ],
    [
      "on the diagonal of a square",
      graph(4, 0, 1, 1, 2, 2, 3, 3, 0, 0, 2),
      { 0: 3, 2: 1, 3: 2, 13: 1 },
    ],
    ["a clique", graph(4, 0, 1, 0, 2, 0, 3, 1, 2, 1, 3, 2, 3), { 0: 3, 3: 3, 14: 1 }],
    ["two edges apart", graph(4, 0, 1, 2, 3), { 0: 1 }],
    ["a triangle and a node apart", graph(4, 0, 1, 1, 2, 2, 0), { 0: 2, 3: 1 }],
  ])("knows %s", (_, graph, expected) => {
    expect(orbitsOf(graph, 0)).toEqual(only(expected));
  });

  test("satisfies what holds of all graphs", () => {
    const choose = (n: number, k: number): number =>
      n < k ? 0 : k === 2 ? (n * (n - 1)) / 2 : (n * (n - 1) * (n - 2)) / 6;
    fc.assert(
      fc.property(graphs, (graph) => {
        const neighbors = Array.from({ length: graph.nodes }, (): number[] => []);
        for (let i = 0; i < graph.edges.length; i += 2) {
          neighbors[graph.edges[i]!]!.push(graph.edges[i + 1]!);
          neighbors[graph.edges[i + 1]!]!.push(graph.edges[i]!);
        }
        const o = neighbors.map((_, node) => orbitsOf(graph, node));
        for (const [node, around] of neighbors.entries()) {
          const [degree, at] = [around.length, o[node]!];
          expect(at[0]).toBe(degree);
          expect(at[2]! + at[3]!).toBe(choose(degree, 2));
          expect(at[7]! + at[11]! + at[13]! + at[14]!).toBe(choose(degree, 3));
          const walks = around.reduce((sum, other) => sum + neighbors[other]!.length - 1, 0);
          expect(at[1]! + 2 * at[3]!).toBe(walks);
        }
        // each subgraph has its places in fixed proportion
        const total = (orbit: number): number => o.reduce((sum, at) => sum + at[orbit]!, 0);
        expect(total(1)).toBe(2 * total(2));
        expect(total(4)).toBe(total(5));
        expect(total(6)).toBe(3 * total(7));
        expect([total(10), total(11)]).toEqual([2 * total(9), total(9)]);
        expect(total(12)).toBe(total(13));
      }),
    );
  });

  test("refuses loops, edges given twice and nodes that are not there", () => {
    expect(() => orbitCounts(graph(2, 0, 0))).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: orbitCounts: edge [0, 0] is in a graph of 2 nodes, expected two different nodes that are not yet joined.]`,
    );
    expect(() => orbitCounts(graph(2, 0, 1, 1, 0))).toThrow("edge [1, 0]");
    expect(() => orbitCounts(graph(2, 0, 2))).toThrow("edge [0, 2]");
  });
});

describe("graphMmd", () => {
  const of = (
    generated: GraphLike[],
    reference: GraphLike[],
    kernel: "emd" | "tv" | "l2" = "emd",
  ) => graphMmd({ generated, reference }, { kernel });
  const from = (distance: number, sigma: number): number =>
    2 - 2 * Math.exp(-(distance ** 2) / (2 * sigma ** 2));

  // degrees [0, 2/3, 1/3] and [0, 0, 1]; no triangle and three; orbits [4/3, 2/3, 1/3, 0], [2, 0, 0, 1]
  test.each([
    ["emd", 2 / 3, 0.99],
    ["tv", 2 / 3, 1],
    ["l2", Math.sqrt(8 / 9), Math.SQRT2],
  ] as const)(
    "of a path and a triangle is as computed by hand, by %s",
    (kernel, degree, clustering) => {
      const found = of([path], [triangle], kernel);
      expect(found.degree).toBeCloseTo(from(degree, 1), 12);
      expect(found.clustering).toBeCloseTo(from(clustering, 0.1), 12);
      const orbits = Math.sqrt((2 / 3) ** 2 + (2 / 3) ** 2 + (1 / 3) ** 2 + 1);
      expect(found.orbit).toBeCloseTo(from(orbits, 30), 12);
      expect(found.average).toBeCloseTo((found.degree + found.clustering + found.orbit) / 3, 12);
    },
  );

  test.each(["emd", "tv", "l2"] as const)(
    "is the mean of its kernel over pairs, by %s",
    (kernel) => {
      const lists = fc.array(graphs, { minLength: 1, maxLength: 3 });
      fc.assert(
        fc.property(lists, lists, (x, y) => {
          for (const part of ["degree", "clustering", "orbit"] as const) {
            // of single graphs it is 2 − 2k
            const mean = (a: GraphLike[], b: GraphLike[]): number =>
              a
                .flatMap((p) => b.map((q) => 1 - of([p], [q], kernel)[part] / 2))
                .reduce((sum, k) => sum + k / (a.length * b.length), 0);
            const expected = mean(x, x) + mean(y, y) - 2 * mean(x, y);
            expect(of(x, y, kernel)[part]).toBeCloseTo(expected, 10);
          }
        }),
        { numRuns: 30 },
      );
    },
  );

  test("is 0 of the same graphs, whatever their nodes are called", () => {
    const renamed = graph(4, 3, 1, 1, 0, 0, 2);
    const found = of([graph(4, 0, 1, 1, 2, 2, 3), triangle], [triangle, renamed]);
    for (const value of Object.values(found)) expect(Math.abs(value)).toBeLessThan(1e-12);
  });

  test("passes over generated graphs without nodes, and refuses none at all", () => {
    expect(of([path, graph(0)], [triangle])).toEqual(of([path], [triangle]));
    expect(() => of([graph(0)], [triangle])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: graphMmd: \`generated\` has 0 graphs with nodes and \`reference\` 1, expected at least one.]`,
    );
    const graphs = { generated: [path], reference: [path] };
    expect(() =>
      graphMmd(graphs, { kernel: "gaussian" as "emd" }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: graphMmd: \`kernel\` is gaussian, expected "emd", "tv" or "l2".]`,
    );
  });
});
