import { checkPositive } from "@ebm/core/check";

/** The parts that are fitted within a time budget. */
export interface DensityPlan {
  /** Number of orders of columns, of which each makes a chain. */
  readonly orders: number;
  /** The width of the hidden layers of chains. */
  readonly hidden: number;
  /** Largest number of steps of a chain. */
  readonly steps: number;
  /** Whether an energy is fitted on top. */
  readonly energy: boolean;
  /** The omitted parts, one sentence each. */
  readonly notes: readonly string[];
}

export interface PlanDensityInputs {
  readonly rows: number;
  readonly columns: number;
  /** Number of inputs that networks see of all columns, and of what the columns depend on. */
  readonly inputs: number;
  readonly members: number;
  /** Seconds that the fit may take on two cores. Default: no limit. */
  readonly budgetSeconds?: number | undefined;
  /** Whether an energy is wanted. Default: "auto". */
  readonly energy?: "auto" | "none" | undefined;
}

/** Multiplications a second of compiled training steps of chains, and of energies, which stop earlier. */
const SPEED = 8e9;
const TILT_SPEED = 2.4e10;

/** With more columns than this, networks are narrower and orders are fewer. */
const MANY = 20;

/** Number of steps of the energies, of rows and samples in a step, and of samples of a member in all. */
const TILT_STEPS = 1000;
const TILT_ROWS = 1536;
const SAMPLES = 120_000;

/** Plans a fit from the size of the data alone, so that it does not depend on how busy the machine is. */
export function planDensity(inputs: PlanDensityInputs): DensityPlan {
  const { rows, columns, inputs: width, members, budgetSeconds = Infinity } = inputs;
  if (budgetSeconds < Infinity) checkPositive("planDensity", { budgetSeconds });
  const hidden = columns > MANY ? 32 : 64;
  const batch = Math.min(256, Math.max(16, rows / 12));
  const products = 3 * members * batch * columns * hidden * (width + hidden + 32);
  let [orders, steps] = [columns === 1 ? 1 : columns > MANY || columns === 2 ? 2 : 4, 1500];
  let energy = inputs.energy !== "none";
  const sampling = SAMPLES * columns * hidden * (width + hidden + 32);
  const training = TILT_STEPS * TILT_ROWS * 3 * 128 * (width + 128);
  const tilts = (): number => (members * (orders * sampling + training)) / TILT_SPEED;
  const secondsOf = (): number => (orders * steps * products) / SPEED + (energy ? tilts() : 0);
  const notes: string[] = [];
  const limit = `to stay within ${budgetSeconds} s`;
  while (orders > 1 && secondsOf() > budgetSeconds) orders = Math.floor(orders / 2);
  if (energy && secondsOf() > budgetSeconds) {
    energy = false;
    notes.push(`Left out the energy ${limit}.`);
  }
  while (steps > 200 && secondsOf() > budgetSeconds) steps = Math.floor(steps / 1.25);
  if (steps < 1500 || (orders < 4 && columns <= MANY && columns > 2)) {
    notes.push(
      `Fitted chains in ${orders} orders of the columns, with at most ${steps} steps, ${limit}.`,
    );
  }
  return { orders, hidden, steps, energy, notes };
}
