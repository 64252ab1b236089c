import { EbmError } from "@ebm/core/errors";
import { logSumExp } from "@ebm/core/float64";

/** Computes log Σ exp of log-weights. Refuses empty weights and results that are not finite. */
export function checkLogWeights(
  where: string,
  logWeights: ArrayLike<number>,
  { name = "logWeights" }: { readonly name?: string } = {},
): number {
  if (!(logWeights?.length >= 0)) {
    throw new EbmError(
      `${where}: \`${name}\` is ${logWeights ? "an object" : logWeights}, expected an array.`,
    );
  }
  const total = logSumExp(logWeights);
  if (Number.isFinite(total)) return total;
  throw new EbmError(
    `${where}: \`${name}\` has ${logWeights.length} entries with log-sum-exp ${total}, expected a finite number.`,
  );
}
