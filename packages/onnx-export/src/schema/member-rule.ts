/** The rule that exactly the members of a structure satisfy. */
export interface MemberRule {
  /** The length of a member. */
  readonly dim: number;
  /** The description of a member in errors. */
  readonly expected: string;
  holds(y: readonly number[]): boolean;
}

/** Returns the rule of a structure of @ebm/structures by its name, such as "kSubsets(5, 2)". */
export function memberRule(structure: string): MemberRule | undefined {
  const [, factory = "", inside = ""] = /^(\w+)\(([^()]*)\)$/.exec(structure) ?? [];
  const [n = 0, m = 0, most = 0] = (inside.match(/\d+/g) ?? []).map(Number);
  return rules.get(factory)?.(n, m, most);
}

type RuleOf = (n: number, m: number, most: number) => MemberRule;

const rules: ReadonlyMap<string, RuleOf> = new Map<string, RuleOf>([
  ["hypercube", (n) => bits(n, "0 or 1 in each entry", () => true)],
  ["oneHot", (n) => subsets(n, 1, 1)],
  ["kSubsets", (n, k) => subsets(n, k, k)],
  ["boundedSubsets", subsets],
  ["permutations", (n) => ranked(n, evenly(n, 1, -1))],
  ["partialRankings", (n, top) => ranked(n, evenly(top + 1, 1, 0).slice(0, top))],
  ["assignments", (n) => matchings({ rows: n, columns: n, least: 1 })],
  ["bipartiteMatchings", (rows, columns) => matchings({ rows, columns, least: 0 })],
  ["chains", chains],
  ["spanningTrees", spanningTrees],
]);

function bits(dim: number, expected: string, holds: MemberRule["holds"]): MemberRule {
  const areBits = (y: readonly number[]): boolean => y.every((bit) => bit === 0 || bit === 1);
  return { dim, expected, holds: (y) => areBits(y) && holds(y) };
}

function subsets(size: number, least: number, most: number): MemberRule {
  const range = least === most ? `${least} of which are 1` : `${least} to ${most} of which are 1`;
  return bits(size, `0 or 1 in each entry, ${range}`, (y) => {
    const count = sum(y);
    return count >= least && count <= most;
  });
}

/** The rule of vectors that have each of some weights once and are 0 elsewhere. */
function ranked(size: number, weights: readonly number[]): MemberRule {
  const all = [...weights, ...new Array<number>(size - weights.length).fill(0)];
  const expected = all.sort((a, b) => b - a);
  return {
    dim: size,
    expected: `each of ${expected.map((weight) => +weight.toFixed(4)).join(", ")} once`,
    holds: (y) =>
      [...y].sort((a, b) => b - a).every((weight, i) => Math.abs(weight - expected[i]!) <= 1e-6),
  };
}

function evenly(count: number, from: number, to: number): number[] {
  if (count === 1) return [0];
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

interface Sides {
  readonly rows: number;
  readonly columns: number;
  /** The minimum number of ones in each row and column. The maximum is 1. */
  readonly least: 0 | 1;
}

function matchings({ rows, columns, least }: Sides): MemberRule {
  const count = least === 1 ? "one 1" : "at most one 1";
  const expected = `a ${rows} × ${columns} matrix with ${count} in each row and column, and 0 elsewhere`;
  return bits(rows * columns, expected, (y) => {
    const inRow = (row: number): number => sum(y.slice(row * columns, (row + 1) * columns));
    const inColumn = (column: number): number => sum(y.filter((_, i) => i % columns === column));
    const counts = [...range(rows).map(inRow), ...range(columns).map(inColumn)];
    return counts.every((ones) => ones >= least && ones <= 1);
  });
}

/** The rule of chains: one state at each place, followed by one pair of states at each step. */
function chains(length: number, states: number): MemberRule {
  const dim = length * states + (length - 1) * states ** 2;
  return bits(dim, "one state at each place, and at each step the pair of both", (y) => {
    const path = range(length).map((t) => {
      const place = y.slice(t * states, (t + 1) * states);
      return sum(place) === 1 ? place.indexOf(1) : -1;
    });
    const pairAt = (t: number): number =>
      length * states + (t * states + path[t]!) * states + path[t + 1]!;
    const pairs = range(length - 1).map((t) => y[pairAt(t)]);
    return !path.includes(-1) && sum(y) === 2 * length - 1 && pairs.every((bit) => bit === 1);
  });
}

/** The rule of spanning trees. Edges of the complete graph: (0, 1), (0, 2), (1, 2), (0, 3), … */
function spanningTrees(nodes: number): MemberRule {
  const edges = range(nodes).flatMap((b) => range(b).map((a) => [a, b] as const));
  const expected = `0 or 1 for each edge, ${nodes - 1} of which connect all ${nodes} nodes`;
  return bits(edges.length, expected, (y) => {
    const part = range(nodes);
    for (const [a, b] of edges.filter((_, i) => y[i] === 1)) {
      const [from, to] = [part[a]!, part[b]!];
      for (const node of part.keys()) if (part[node] === from) part[node] = to;
    }
    return sum(y) === nodes - 1 && part.every((it) => it === part[0]);
  });
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
