import { checkPositive } from "@ebm/core/check";

/** The parts that are fitted within a time budget. */
export interface RegressionPlan {
  /** Number of networks of each chain, of which each leaves out a fold. */
  readonly members: number;
  /** The width of the hidden layers. */
  readonly hidden: number;
  /** Largest number of steps of a chain. */
  readonly steps: number;
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
}

/** Multiplications a second of compiled training steps. */
const SPEED = 8e9;

const HIDDEN = 64;
const STEPS = 1500;

/** Plans a fit from the size of the data alone, so that it does not depend on how busy the machine is. */
export function planRegression(inputs: PlanRegressionInputs): RegressionPlan {
  const { rows, targets, inputs: width, budgetSeconds = Infinity } = inputs;
  if (budgetSeconds < Infinity) checkPositive("planRegression", { budgetSeconds });
  const batch = Math.min(256, Math.max(16, rows / 12));
  const chains = targets === 1 ? 1 : 3;
  let [members, steps] = [8, STEPS];
  const secondsOf = (): number =>
    (3 * chains * steps * members * batch * targets * HIDDEN * (width + HIDDEN + 32)) / SPEED;
  if (secondsOf() > budgetSeconds) members = 4;
  while (steps > 200 && secondsOf() > budgetSeconds) steps = Math.floor(steps / 1.25);
  const notes =
    members < 8
      ? [
          `Fitted ${members} members with at most ${steps} steps, to stay within ${budgetSeconds} s.`,
        ]
      : [];
  return { members, hidden: HIDDEN, steps, notes };
}
