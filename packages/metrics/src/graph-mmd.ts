import { checkOneOf } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import { adjacencyOf, type GraphLike } from "./graph-like.js";
import { orbitCounts } from "./orbit-counts.js";

/** Squared discrepancies between two sets of graphs. */
export interface GraphMmd {
  readonly degree: number;
  readonly clustering: number;
  readonly orbit: number;
  /** The mean of the three. */
  readonly average: number;
}

/**
 * Computes the squared maximum mean discrepancies by which graph generators are compared. They compare
 * the histograms of degrees (σ = 1), the histograms of local clustering coefficients in 100 bins
 * (σ = 0.1), and the mean counts of the 15 orbits of up to four nodes (σ = 30). Pairs of a graph with
 * itself are included. The kernel is exp(−D²/2σ²), where D for the histograms is
 *
 *   `emd`  the earth mover's distance, in degrees or in [0, 1], as in GraphRNN and GDSS,
 *   `tv`   the total variation, as in GRAN,
 *   `l2`   the Euclidean distance, as in the code of EDP-GNN.
 *
 * For the orbits it is always Euclidean. Figures of different kernels are not comparable. Generated
 * graphs without nodes are skipped.
 *
 * Reference: You, Ying, Ren, Hamilton, Leskovec. GraphRNN: Generating Realistic Graphs with Deep
 * Auto-Regressive Models. ICML 2018. https://arxiv.org/abs/1802.08773
 */
export function graphMmd(
  graphs: { readonly generated: readonly GraphLike[]; readonly reference: readonly GraphLike[] },
  { kernel = "emd" }: { readonly kernel?: "emd" | "tv" | "l2" } = {},
): GraphMmd {
  const generated = graphs.generated.filter(({ nodes }) => nodes > 0);
  const { reference } = graphs;
  if (generated.length === 0 || reference.length === 0) {
    throw new EbmError(
      `graphMmd: \`generated\` has ${generated.length} graphs with nodes and \`reference\` ${reference.length}, expected at least one.`,
    );
  }
  checkOneOf("graphMmd", { kernel }, Object.keys(distances));
  const distance = distances[kernel];
  const discrepancy = (
    describe: (graph: GraphLike) => Float64Array,
    distance: (a: Float64Array, b: Float64Array) => number,
    sigma: number,
  ): number => {
    const [x, y] = [generated.map(describe), reference.map(describe)];
    const mean = (a: readonly Float64Array[], b: readonly Float64Array[]): number => {
      let sum = 0;
      for (const p of a) for (const q of b) sum += Math.exp(-((distance(p, q) / sigma) ** 2) / 2);
      return sum / (a.length * b.length);
    };
    return mean(x, x) + mean(y, y) - 2 * mean(x, y);
  };
  const bins = kernel === "emd" ? BINS : 1;
  const degree = discrepancy(degrees, distance, 1);
  const clustering = discrepancy(clusterings, (a, b) => distance(a, b) / bins, 0.1);
  const orbit = discrepancy(meanOrbits, distances.l2, 30);
  return { degree, clustering, orbit, average: (degree + clustering + orbit) / 3 };
}

const BINS = 100;

/** Computes the distance of histograms that sum to 1. The shorter one is padded with zeros. */
const distances = {
  emd(a: Float64Array, b: Float64Array): number {
    let [carried, sum] = [0, 0];
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
      carried += (a[i] ?? 0) - (b[i] ?? 0);
      sum += Math.abs(carried);
    }
    return sum;
  },
  tv(a: Float64Array, b: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < Math.max(a.length, b.length); i++)
      sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
    return sum / 2;
  },
  l2(a: Float64Array, b: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < Math.max(a.length, b.length); i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
    return Math.sqrt(sum);
  },
};

function degrees(graph: GraphLike): Float64Array {
  const found = neighborsOf(graph).map((neighbors) => neighbors.length);
  const histogram = new Float64Array(1 + Math.max(...found));
  for (const degree of found) histogram[degree] = histogram[degree]! + 1 / graph.nodes;
  return histogram;
}

function clusterings(graph: GraphLike): Float64Array {
  const adjacency = adjacencyOf("graphMmd", graph);
  const histogram = new Float64Array(BINS);
  for (const neighbors of neighborsOf(graph)) {
    let triangles = 0;
    for (const a of neighbors)
      for (const b of neighbors) triangles += adjacency[a * graph.nodes + b]!;
    const pairs = neighbors.length * (neighbors.length - 1);
    const bin = pairs === 0 ? 0 : Math.min(BINS - 1, Math.floor((BINS * triangles) / pairs));
    histogram[bin] = histogram[bin]! + 1 / graph.nodes;
  }
  return histogram;
}

function meanOrbits(graph: GraphLike): Float64Array {
  const counts = orbitCounts(graph);
  const orbits = counts.length / graph.nodes;
  const means = new Float64Array(orbits);
  for (const [i, count] of counts.entries()) {
    means[i % orbits] = means[i % orbits]! + count / graph.nodes;
  }
  return means;
}

function neighborsOf(graph: GraphLike): number[][] {
  const adjacency = adjacencyOf("graphMmd", graph);
  return Array.from({ length: graph.nodes }, (_, i) =>
    Array.from({ length: graph.nodes }, (_, j) => j).filter(
      (j) => adjacency[i * graph.nodes + j] === 1,
    ),
  );
}
