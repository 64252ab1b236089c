import type { LabelEnergyName } from "./label-tilt.js";

/**
 * The base: chains over the stack of members, the stack alone with independent labels, logistic
 * regressions alone, or the label frequencies, whatever x is.
 */
export type LabelBaseName = "chain" | "stack" | "independent" | "frequencies";

/** The amount of work for each part of a fit. Null omits the part. */
export interface LabelSetsPlan {
  readonly folds: number;
  readonly logistic: { readonly penalties: readonly number[]; readonly iterations: number } | null;
  readonly forest: { readonly trees: number } | null;
  /** Trees of all folds together. */
  readonly extraTrees: { readonly trees: number } | null;
  readonly neighbors: boolean;
  readonly networks: { readonly epochs: number; readonly patience: number } | null;
  readonly chain: {
    readonly orders: number;
    readonly penalties: readonly number[];
    readonly labels: number;
  };
  /** The energies to try on top, and the steps of each. */
  readonly energies: readonly { readonly energy: LabelEnergyName; readonly steps: number }[];
  /** The parts that were omitted or made smaller. */
  readonly notes: readonly string[];
}

export interface PlanLabelSetsInputs {
  readonly rows: number;
  readonly features: number;
  readonly labels: number;
  /** Seconds that the fit may take on two cores. */
  readonly budgetSeconds: number;
  /** Default: "chain". */
  readonly base?: LabelBaseName | undefined;
  /** The energy to try on top: all for "auto". Default: "none". */
  readonly energy?: LabelEnergyName | "auto" | "none" | undefined;
}

/** Operations a second of compiled products, and of loops over arrays. */
const PRODUCTS = 3e10;
const LOOPS = 1.2e8;

/** Penalties of couplings. */
const PENALTIES = [0.1, 0.03, 0.01, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6];

/** Penalties from strong to weak, three in two decades. */
const path = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => from * 10 ** ((-2 * i) / 3));

/**
 * Plans a fit from the size of the data alone, so that it does not depend on how busy the machine
 * is: the same data and budget always give the same model.
 */
export function planLabelSets(inputs: PlanLabelSetsInputs): LabelSetsPlan {
  const { rows, features, labels, budgetSeconds, base = "chain" } = inputs;
  const notes: string[] = [];
  const note = (text: string): null => {
    notes.push(`${text} to stay within ${budgetSeconds} s.`);
    return null;
  };
  /** Returns how much of `most` fits, given the cost of a unit and the part's share of the budget. */
  const fitting = (share: number, unitSeconds: number, most: number): number =>
    Math.min(most, Math.floor((share * budgetSeconds) / unitSeconds));

  const [hasLogistic, hasMembers] = [base !== "frequencies", base === "chain" || base === "stack"];

  const step = (4 * rows * features * labels) / PRODUCTS;
  const steps = fitting(0.3, step, Infinity);
  const settings = [
    { folds: 5, penalties: path(0.3, 6), iterations: 40, work: 5 * 5 * 25 },
    { folds: 5, penalties: path(0.1, 4), iterations: 25, work: 5 * 4 * 20 },
    { folds: 3, penalties: path(0.02, 3), iterations: 20, work: 3 * 3 * 18 },
    { folds: 2, penalties: path(0.01, 2), iterations: 12, work: 2 * 2 * 12 },
  ];
  const setting = settings.find(({ work }) => work <= steps);
  if (hasLogistic && !setting) note("Left out logistic regression");
  else if (hasLogistic && setting !== settings[0])
    note(`Used ${setting!.folds} folds and short regressions`);
  const folds = setting?.folds ?? 2;

  const tries = Math.max(1, Math.round(Math.sqrt(features)));
  const tree =
    (rows * tries * 2 * Math.min(labels, 16) * Math.log2(rows + 1) + rows * labels) / LOOPS;
  const trees = hasMembers ? fitting(0.15, tree, 200) : 0;
  if (hasMembers && trees < 10) note("Left out forests");
  else if (hasMembers && trees < 100) note(`Used forests of ${trees} trees instead of 200`);

  const width = Math.max(features, Math.min(1024, features * 17));
  const parameters = width * 128 + 128 ** 2 + 128 * labels;
  const epoch = (6 * rows * (folds - 1) * parameters) / PRODUCTS;
  const epochs = hasMembers ? fitting(0.2, epoch, 200) : 0;
  if (hasMembers && epochs < 8) note("Left out networks");
  else if (hasMembers && epochs < 60)
    note(`Trained networks for at most ${epochs} epochs instead of 200`);

  const distances = (2 * rows ** 2 * features) / PRODUCTS + rows ** 2 / LOOPS;
  const isNear = hasMembers && distances <= 0.1 * budgetSeconds;
  if (hasMembers && !isNear) note("Left out nearest neighbors");

  const hasChain = base === "chain";
  const chained = fitting(0.2, (6 * rows * folds * 100) / PRODUCTS, labels ** 2);
  const count = hasChain ? Math.min(labels, Math.floor(Math.sqrt(chained))) : 0;
  if (hasChain && count < labels) note(`Chained the ${count} most frequent labels only`);
  const chainStep = (6 * rows * count ** 2 * folds * 20) / PRODUCTS;
  const orders = hasChain ? 1 + fitting(0.1, chainStep, 4) : 0; // only the first tries all penalties

  const asked = energiesOf(inputs.energy);
  const energies = asked.flatMap((energy) => {
    const seconds = energyStepSeconds(energy, { labels, rows });
    const steps = fitting(0.2 / asked.length, seconds, 400);
    if (steps >= 100) return [{ energy, steps }];
    note(`Left out the energy ${energy}`);
    return [];
  });

  return {
    folds,
    logistic:
      hasLogistic && setting
        ? { penalties: setting.penalties, iterations: setting.iterations }
        : null,
    forest: trees < 10 ? null : { trees },
    extraTrees: trees < 10 ? null : { trees },
    neighbors: isNear,
    networks: epochs < 8 ? null : { epochs, patience: labels > 60 ? 8 : 15 },
    chain: { orders, penalties: PENALTIES, labels: count },
    energies,
    notes,
  };
}

function energiesOf(energy: PlanLabelSetsInputs["energy"] = "none"): readonly LabelEnergyName[] {
  if (energy === "auto") return ["pairs", "low-rank", "mlp"];
  return energy === "none" ? [] : [energy];
}

/** Operations a second of a step of an energy. */
const STEP_OPERATIONS = 2e9;

/** The time of a step: of all sets if they are few, else of 32 samples for each of 128 rows. */
function energyStepSeconds(
  energy: LabelEnergyName,
  { labels, rows }: Pick<PlanLabelSetsInputs, "labels" | "rows">,
): number {
  const sampled = 128 * 32;
  const work = sampled * (energy === "mlp" ? 3 * 64 * labels : 6 * labels ** 2);
  const isSummed = labels <= 10 || (energy === "pairs" && rows * 2 ** labels <= 2 ** 25);
  const base = isSummed ? 20 * 128 * 2 ** labels : (sampled * labels ** 2) / 2;
  return (work + base) / STEP_OPERATIONS;
}
