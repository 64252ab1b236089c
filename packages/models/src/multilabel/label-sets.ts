import type { Stack } from "../members/fit-stack.js";
import type { LabelChain } from "./label-chain.js";
import type { LabelMember } from "./label-member.js";
import type { LabelTilt } from "./label-tilt.js";

/** A model of sets of labels given x: plain data. */
export interface LabelSets {
  readonly features: number;
  readonly labels: number;
  /** The smoothed frequencies of the labels. Shape [labels]. */
  readonly frequencies: Float32Array;
  /** 1 for labels that occur and do not always occur in the training rows. Shape [labels]. */
  readonly varies: Uint8Array;
  readonly members: readonly LabelMember[];
  /** The stack that turns the logits of members, relative to the frequencies, into L(x). */
  readonly stack: Stack;
  /** The share of the frequencies in the probabilities of L(x). It bounds the loss of labels unlike all others. */
  readonly share: number;
  /** p(y|x) is the mean of the distributions of these chains given L(x). */
  readonly chains: readonly LabelChain[];
  /** The energy on top of the chains, if one helps: p(y|x) = q(y|x) exp(−f(x, y)) / Z(x). */
  readonly tilt?: LabelTilt | undefined;
  /** A label is predicted if its logit Lⱼ(x) is at least this. */
  readonly threshold: number;
}
