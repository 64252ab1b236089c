import { describe, expect, test } from "vitest";
import { checkMembers, type Schema } from "../index.js";

function check(structure: string, rows: readonly (readonly number[])[]): () => void {
  const target = { kind: "label-set", labels: [], structure } as const;
  const schema: Schema = { version: 1, inputs: {}, target };
  const y = { data: Float32Array.from(rows.flat()), shape: [rows.length, rows[0]!.length] };
  return () => checkMembers(schema, y);
}

describe("checkMembers", () => {
  test.each<[string, readonly number[], readonly number[], string]>([
    ["hypercube(3)", [1, 1, 0], [1, 1, -1], "0 or 1 in each entry"],
    ["kSubsets(3, 2)", [1, 0, 1], [1, 1, 1], "0 or 1 in each entry, 2 of which are 1"],
    [
      "boundedSubsets(3, 1 to 2)",
      [1, 0, 0],
      [0, 0, 0],
      "0 or 1 in each entry, 1 to 2 of which are 1",
    ],
    ["permutations(3)", [0, -1, 1], [1, 0, 2], "each of 1, 0, -1 once"],
    ["partialRankings(3, 2)", [0, 0.5, 1], [1, 0.5, 0.25], "each of 1, 0.5, 0 once"],
    [
      "assignments(2)",
      [0, 1, 1, 0],
      [1, 0, 1, 0],
      "a 2 × 2 matrix with one 1 in each row and column, and 0 elsewhere",
    ],
    [
      "spanningTrees(3)",
      [1, 0, 1],
      [1, 0, 0],
      "0 or 1 for each edge, 2 of which connect all 3 nodes",
    ],
  ])("refuses what is no member of %s by its row", (structure, member, other, expected) => {
    expect(check(structure, [member, member])).not.toThrow();
    expect(check(structure, [member, other])).toThrow(
      `checkMembers: row 2 of \`y\` is [${other.join(", ")}], expected a member of ${structure}: ${expected}.`,
    );
  });

  test("y-outside-the-structure: labels of -1 and 1, and places in the stead of weights", () => {
    expect(
      check("hypercube(3)", [
        [0, 1, 0],
        [1, 1, 0],
        [-1, 1, -1],
      ]),
    ).toThrow(/row 3/);
    expect(check("permutations(4)", [[0, 1, 2, 3]])).toThrow(
      /row 1 .*each of 1, 0.3333, -0.3333, -1/,
    );
  });

  test("counts the rows of several samples", () => {
    const target = { kind: "label-set", labels: [], structure: "hypercube(1)" } as const;
    const y = { data: Float32Array.of(0, 1, 1, 2), shape: [2, 2, 1] };
    expect(() => checkMembers({ version: 1, inputs: {}, target }, y)).toThrow(/row 2 /);
  });

  test("checks the length of a row, and that a number is finite", () => {
    expect(check("hypercube(3)", [[0, 1]])).toThrow(
      "checkMembers: `y` has 2 entries per row, expected 3 for hypercube(3).",
    );
    const target = { kind: "number", name: "price" } as const;
    const y = { data: Float32Array.of(1, Number.NaN), shape: [2, 1] };
    expect(() => checkMembers({ version: 1, inputs: {}, target }, y)).toThrow(
      "checkMembers: row 2 of `y` is [NaN], expected a member of ℝ: a finite number.",
    );
  });

  test("checks nothing where the structure is not known", () => {
    expect(check("ℝ²", [[0.3, 7]])).not.toThrow();
    expect(check("constructor(2)", [[0.3, 7]])).not.toThrow();
  });
});
