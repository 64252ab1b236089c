import { MOST_TILTED_LABELS } from "./fit-ranking-tilt.js";
import { MOST_DYNAMIC_LABELS } from "./place-tilt.js";

/**
 * The base: chains of choices over the stack of members, the stack alone, or one Plackett–Luce model for
 * all x.
 */
export type RankingBaseName = "chain" | "stack" | "frequencies";

/** The energy of `placeTilt`: pairs in their order, and labels at their places. */
export type RankingEnergyName = "pairs";

/** The amount of work for each part of a fit. */
export interface RankingsPlan {
  /** The members, in order. */
  readonly members: readonly string[];
  /** Largest number of epochs of the networks. */
  readonly epochs: number;
  /** Cross-fitting of linear utilities: folds are merged into fewer. */
  readonly linear: {
    readonly folds: number;
    readonly penalties: readonly number[];
    readonly iterations: number;
  };
  /** Number of trees of each fold. */
  readonly trees: number;
  /** Largest number of nodes of the lattices of all rows, in which chains are fitted. */
  readonly nodes: number;
  /** Whether chains of choices are fitted. */
  readonly chains: boolean;
  /** The energies to try on top, and the steps of each. */
  readonly energies: readonly { readonly energy: RankingEnergyName; readonly steps: number }[];
  /** The parts that were omitted or made smaller. */
  readonly notes: readonly string[];
}

export interface PlanRankingsInputs {
  readonly rows: number;
  readonly features: number;
  readonly labels: number;
  /** Seconds that the fit may take on two cores. */
  readonly budgetSeconds: number;
  /** Default: "chain". */
  readonly base?: RankingBaseName | undefined;
  /** The energy to try on top; "auto" tries all. Default: "none". */
  readonly energy?: RankingEnergyName | "auto" | "none" | undefined;
}

/** Operations a second of compiled products, and of loops over arrays. */
const PRODUCTS = 3e10;
const LOOPS = 6e7;

/** Operations a second of a step of an energy. */
const STEP_OPERATIONS = 2e9;

/** Seconds that the chains need for a node of the lattice of a row. */
const NODE_SECONDS = 4e-4;

/** Penalties of linear utilities, three in two decades. */
const PENALTIES = Array.from({ length: 11 }, (_, i) => 0.1 * 10 ** ((-2 * i) / 3));

/** Steps of a linear fit for a penalty, and seconds that its loss needs for a pair of labels. */
const LINEAR_STEPS = 15;
const PAIR_SECONDS = 5e-8;

/** The time of a tree of a forest, as a multiple of an extra tree. */
const FOREST_COST = 1.5;

/** The largest number of features to try at a node of a tree. */
export const MOST_TRIES = 32;

/** Above so many features, ridge is left out: its cost grows with their square. */
const MOST_RIDGE_FEATURES = 500;

/**
 * Plans a fit from the size of the data alone, so that it does not depend on how busy the machine
 * is: the same data and budget always give the same model.
 */
export function planRankings(inputs: PlanRankingsInputs): RankingsPlan {
  const { rows, features, labels, budgetSeconds, base = "chain", energy = "none" } = inputs;
  const folds = Math.min(8, rows);
  const notes: string[] = [];
  const note = (text: string): void => {
    notes.push(`${text} to stay within ${budgetSeconds} s.`);
  };
  /** Returns how much of `most` fits, given the cost of a unit and the part's share of the budget. */
  const fitting = (share: number, unitSeconds: number, most: number): number =>
    Math.min(most, Math.floor((share * budgetSeconds) / unitSeconds));

  const width = Math.max(features, Math.min(1024, features * 17));
  // the loss compares all labels with all
  const work = width * 128 + 128 ** 2 + 128 * labels + 75 * labels ** 2;
  const epochs = fitting(0.4, (6 * rows * (folds - 1) * work) / PRODUCTS, 200);
  const hasNetworks = epochs >= 4;
  if (!hasNetworks) note("Left out networks");
  else if (epochs < 60) note(`Trained networks for at most ${epochs} epochs instead of 200`);

  const losses = rows * (PAIR_SECONDS * labels ** 2 + (8 * features * labels) / PRODUCTS);
  const linearFolds = fitting(0.05, PENALTIES.length * LINEAR_STEPS * losses, Math.min(4, folds));
  const hasLinear = linearFolds >= 2;
  if (!hasLinear) note("Left out linear utilities");

  const tries = Math.min(MOST_TRIES, features);
  const tree = (rows * (2 * tries * labels * Math.log2(rows + 1) + labels)) / LOOPS;
  const trees = fitting(0.35, (2 + FOREST_COST) * folds * tree, 40);
  const hasTrees = trees >= 1;
  if (!hasTrees) note("Left out trees");
  else if (trees < 40) note(`Used ${trees} trees of each fold instead of 40`);

  const distances = (2 * rows ** 2 * features) / PRODUCTS + rows ** 2 / LOOPS;
  const hasNeighbors = distances <= 0.1 * budgetSeconds;
  if (!hasNeighbors) note("Left out nearest neighbors");

  const isSmall = features <= MOST_RIDGE_FEATURES;
  const hasRidge = isSmall && (rows * features ** 2) / LOOPS <= 0.1 * budgetSeconds;
  if (isSmall && !hasRidge) note("Left out ridge");
  else if (!isSmall) {
    notes.push(`Ridge was left out: there are more than ${MOST_RIDGE_FEATURES} features.`);
  }
  const members = [
    ...(hasNetworks ? ["networks"] : []),
    ...(hasLinear ? ["linear"] : []),
    ...(hasTrees ? ["extra trees", "extra trees, leaves of 5", "forest"] : []),
    ...(hasNeighbors ? ["neighbors"] : []),
    ...(hasRidge ? ["ridge"] : []),
  ];
  const nodes = Math.max(2000, fitting(0.2, NODE_SECONDS, 100_000));
  const steps = fitting(0.2, stepSeconds(labels), 400);
  const isTried = energy !== "none" && labels <= MOST_TILTED_LABELS && steps >= 100;
  if (energy !== "none" && labels > MOST_TILTED_LABELS) {
    notes.push(`Energies were left out: there are more than ${MOST_TILTED_LABELS} labels.`);
  } else if (energy !== "none" && !isTried) note("Left out the energy pairs");
  return {
    members: base === "frequencies" ? [] : members,
    epochs,
    linear: { folds: linearFolds, penalties: PENALTIES, iterations: 40 },
    trees,
    nodes,
    chains: base === "chain",
    energies: isTried ? [{ energy: "pairs", steps }] : [],
    notes: base === "frequencies" ? notes.filter((text) => text.includes("nerg")) : notes,
  };
}

/** The time of a step of an energy: a dynamic program, or samples, for each of 128 rows. */
function stepSeconds(labels: number): number {
  const operations =
    labels <= MOST_DYNAMIC_LABELS ? 80 * 2 ** labels * labels : 32 * 60 * labels ** 2;
  return (128 * operations) / STEP_OPERATIONS;
}
