import type { Members } from "./members.js";
import type { LogProbs } from "./open-model.js";

/** The answers of a model about all y at one x. */
export interface Answers {
  /** log p of each member, normalized over all of them. */
  readonly logProbs: Float64Array;
  /**
   * log Σ p over all members as the file gives them: how far its log Z is off. For a file of energies
   * it is log Σ exp(−E).
   */
  readonly logSum: number;
  /** The probability of each label to be in the set; for an order, of each item to come first. */
  readonly marginals: Float64Array;
  /** The likeliest members, by their places in the list. */
  readonly top: readonly number[];
}

/** Number of the likeliest members. */
const TOP = 8;

/** Asks a model about every member at one x, and sums up in float64. */
export async function answersAt(
  logProbs: LogProbs,
  x: readonly number[],
  { rows, count, width }: Members,
): Promise<Answers> {
  const repeated = new Float64Array(count * x.length);
  for (let i = 0; i < count; i++) repeated.set(x, i * x.length);
  const given = await logProbs({ count, x: repeated, y: rows });
  const largest = given.reduce((a, b) => Math.max(a, b), -Infinity);
  const sum = given.reduce((total, value) => total + Math.exp(value - largest), 0);
  const logSum = largest + Math.log(sum);
  const normalized = Float64Array.from(given, (value) => value - logSum);
  const marginals = new Float64Array(width);
  for (let i = 0; i < count; i++) {
    // a label is in a set, and an item is first, where its entry is 1
    const p = Math.exp(normalized[i]!);
    for (let j = 0; j < width; j++) if (rows[i * width + j] === 1) marginals[j]! += p;
  }
  const top = Array.from(normalized.keys())
    .sort((a, b) => normalized[b]! - normalized[a]!)
    .slice(0, TOP);
  return { logProbs: normalized, logSum, marginals, top };
}
