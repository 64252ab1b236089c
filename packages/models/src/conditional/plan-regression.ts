import { checkPositive } from "@ebm/core/check";

/** The parts that are fitted within a time budget. */
export interface RegressionPlan {
  /** Number of networks of each chain, of which each leaves out a fold. */
  readonly members: number;
  /** The width of the hidden layers. */
  readonly hidden: number;
  /** Largest number of steps of a chain. */
  readonly steps: number;
  /** Whether an energy is fitted on top. */
  readonly energy: boolean;
  /** The omitted parts, one sentence each. */
  readonly notes: readonly string[];
}

export interface PlanRegressionInputs {
  readonly rows: number;
  readonly targets: number;
  /** Number of inputs that networks see of the features. */
  readonly inputs: number;
  /** Seconds that the fit may take on two cores. Default: no limit. */
  readonly budgetSeconds?: number | undefined;
  /** Whether an energy is wanted. Default: "auto". */
  readonly energy?: "auto" | "none" | undefined;
}

/** Multiplications a second of compiled training steps. */
const SPEED = 8e9;

const HIDDEN = 64;
const STEPS = 1500;

/** Multiplications of the energy for each input, and number of samples of the base of a row. */
const TILT = 3 * 1000 * 128 * 17 * 96;
const POOL = 256;

/** Plans a fit from the size of the data alone, so that it does not depend on how busy the machine is. */
export function planRegression(inputs: PlanRegressionInputs): RegressionPlan {
  const { rows, targets, inputs: width, budgetSeconds = Infinity } = inputs;
  if (budgetSeconds < Infinity) checkPositive("planRegression", { budgetSeconds });
  const batch = Math.min(256, Math.max(16, rows / 12));
  const chains = targets === 1 ? 1 : 3;
  let [members, steps] = [8, STEPS];
  let energy = inputs.energy !== "none";
  const network = targets * HIDDEN * (width + HIDDEN + 32);
  const tilt = TILT * (20 * targets + HIDDEN) + rows * POOL * chains * network;
  const secondsOf = (): number =>
    (3 * chains * steps * members * batch * network + (energy ? tilt : 0)) / SPEED;
  const limit = `to stay within ${budgetSeconds} s`;
  const notes: string[] = [];
  if (energy && secondsOf() > budgetSeconds) {
    energy = false;
    notes.push(`Left out the energy ${limit}.`);
  }
  if (secondsOf() > budgetSeconds) members = 4;
  while (steps > 200 && secondsOf() > budgetSeconds) steps = Math.floor(steps / 1.25);
  if (members < 8) {
    notes.push(`Fitted ${members} members with at most ${steps} steps, ${limit}.`);
  }
  return { members, hidden: HIDDEN, steps, energy, notes };
}
