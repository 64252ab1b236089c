import { foldIn, type Key, key, split, uniform } from "@ebm/core";
import { encodeGraphs, type Graph, loadEgoSmall, type Matrix } from "@ebm/datasets";
import { graphMmd } from "@ebm/metrics";
import type { CellContext, Metrics } from "../../studies/study.js";
import { optimizer } from "../../training/optimizer.js";
import { trainToEnd } from "../../training/train-to-end.js";
import { graphChains } from "./graph-chains.js";
import { type GraphEnergyParams, graphEnergy, initGraphEnergy } from "./graph-energy.js";
import { type RatioMatchingMethodName, ratioMatchingMethod } from "./ratio-matching-method.js";
import { ratioMatchingTraining } from "./ratio-matching-training.js";

/**
 * An energy of the graphs of Ego-small. "training graphs" compares the training graphs with the
 * test graphs.
 */
export type GraphsCell = {
  readonly seed: number;
  readonly method: RatioMatchingMethodName | "training graphs";
  readonly neighbors: number;
  readonly units: number;
  readonly rounds: number;
  readonly batchSize: number;
  readonly steps: number;
  readonly learningRate: number;
  /** The probability that a bit of a training graph is flipped. */
  readonly flips: number;
  readonly sweeps: number;
  /** The inverse temperature β that is sampled at: 4 for Eq. 4. */
  readonly beta: number;
};

const NODES = 18;
const GENERATED = 200;

/** Trains an energy, runs chains from random graphs, and compares the results with test graphs. */
export async function runGraphsCell(
  cell: GraphsCell,
  { fetch, signal }: CellContext,
): Promise<Metrics> {
  const { train, test } = await loadEgoSmall(fetch);
  if (cell.method === "training graphs") return discrepancies(train, test);
  const [first, forRows, noise, forChains] = split(key(cell.seed), 4);
  const bits = encodeGraphs(train, { nodes: NODES });
  const training = ratioMatchingTraining<GraphEnergyParams>({
    method: ratioMatchingMethod(cell.method, cell),
    energy: (params) => graphEnergy(params, { nodes: NODES }),
    params: initGraphEnergy({ key: first, ...cell }),
    optimizer: optimizer({ ...cell, clipNorm: 1 }),
    rows: (step) => shuffled(bits, { key: foldIn(forRows, step), ...cell }),
    key: noise,
    steps: cell.steps,
  });
  const { run } = await trainToEnd(training, { signal });
  try {
    const graphs = await graphChains({
      run,
      like: train,
      nodes: NODES,
      chains: GENERATED,
      sweeps: cell.sweeps,
      beta: cell.beta,
      key: forChains,
      signal,
    });
    const mean = (measure: (graph: Graph) => number): number =>
      graphs.reduce((sum, graph) => sum + measure(graph), 0) / graphs.length;
    return {
      ...discrepancies(graphs, test),
      nodes: mean((graph) => graph.nodes),
      edges: mean((graph) => graph.edges.length / 2),
    };
  } finally {
    await run.dispose();
  }
}

function discrepancies(generated: readonly Graph[], reference: readonly Graph[]): Metrics {
  return { ...graphMmd({ generated, reference }) };
}

/** Samples rows with replacement, and flips some of their bits. */
function shuffled(
  { data, shape: [rows, columns] }: Matrix,
  options: { readonly key: Key; readonly batchSize: number; readonly flips: number },
): Matrix {
  const { batchSize, flips } = options;
  const [which, noise] = split(options.key, 2);
  const chosen = uniform(which, batchSize).map((u) => Math.floor(u * rows));
  const uniforms = uniform(noise, batchSize * columns);
  const batch = uniforms.map((u, i) => {
    const bit = data[chosen[Math.floor(i / columns)]! * columns + (i % columns)]!;
    return u < flips ? 1 - bit : bit;
  });
  return { data: batch, shape: [batchSize, columns] };
}
