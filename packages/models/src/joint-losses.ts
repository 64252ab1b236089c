import { capped, chiSquared, type FDivergence, kl } from "@ebm/core";

export type JointLossName = "logistic" | "sparsemax";

/** A joint-partition loss under a uniform prior, and what its choice of divergence implies. */
export interface JointLoss {
  readonly name: JointLossName;
  readonly divergence: FDivergence;
  /** The unit of the loss, if it has one. */
  readonly unit?: string;
  /** Whether p ∝ exp(−E), so that a closed form can give the log-partition and chains can sample. */
  readonly isExponential: boolean;
  /** The largest number of members that `exactLogPartitions` sums over. */
  readonly mostMembers: number;
  /** The divergence to train with over a set of this log-size; its exponent cannot overflow. */
  trainingDivergence(logSize: number): FDivergence;
  /** log(p/q) at v = −E − τ, in float64; −∞ where the model excludes y. */
  logRatio(v: number): number;
}

/** The losses of the paper, by name. */
export const jointLosses: Readonly<Record<JointLossName, JointLoss>> = {
  logistic: {
    name: "logistic",
    divergence: kl(),
    unit: "nats",
    isExponential: true,
    mostMembers: 2 ** 20, // a sum takes one pass over the members
    // p/q never exceeds |Y|, so a cap beyond log |Y| moves no optimum. At larger |Y|, a cap of 30
    // keeps float32 from overflowing.
    trainingDivergence: (logSize) => capped(kl(), Math.min(logSize + 2, 30)),
    logRatio: (v) => v,
  },
  sparsemax: {
    name: "sparsemax",
    divergence: chiSquared(),
    isExponential: false,
    mostMembers: 2 ** 16, // to solve for τ takes about 50 passes
    trainingDivergence: chiSquared,
    logRatio: (v) => Math.log(Math.max(0, 1 + v)),
  },
};
