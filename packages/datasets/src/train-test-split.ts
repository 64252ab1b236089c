import { EbmError } from "@ebm/core/errors";
import { type Key, permutation } from "@ebm/core/random";

export interface TrainTestSplit {
  /** Row numbers, in random order. */
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * Splits rows 0, …, rows − 1 at random; ⌈testFraction · rows⌉ of them are for testing, any set of
 * them as likely as another.
 */
export function trainTestSplit(
  rows: number,
  { testFraction, key }: { readonly testFraction: number; readonly key: Key },
): TrainTestSplit {
  if (!(Number.isSafeInteger(rows) && rows >= 2)) {
    throw new EbmError(`trainTestSplit: \`rows\` is ${rows}, expected an integer from 2.`);
  }
  // without what the product rounds up: 0.07 · 100 is a hair over 7
  const tests = Math.ceil(testFraction * rows - 1e-9);
  if (!(testFraction > 0 && tests >= 1 && tests < rows)) {
    throw new EbmError(
      `trainTestSplit: \`testFraction\` is ${testFraction}, expected to leave training and test rows of ${rows}.`,
    );
  }
  const order = permutation(key, rows);
  return { train: order.slice(tests), test: order.slice(0, tests) };
}
