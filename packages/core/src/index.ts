import "./gradients.js";

export { callNamed } from "./call-named.js";
export { capped } from "./capped.js";
export { cappedForSize } from "./capped-for-size.js";
export { checkShapes } from "./check-shapes.js";
export { type DefensiveInputs, type DefensiveOptions, defensive } from "./defensive.js";
export { DivergedError, EbmError, ShapeError } from "./errors.js";
export {
  chiSquared,
  type FDivergence,
  jensenShannon,
  kl,
  reverseKl,
  squaredHellinger,
  tsallis,
} from "./f-divergences.js";
export { registerGradients } from "./gradients.js";
export { type Layout, layoutOf, type NamedArray, type Segment } from "./layout.js";
export { logMeanExp } from "./log-mean-exp.js";
export { logPartitionBound } from "./log-partition-bound.js";
export { logSoftmax } from "./log-softmax.js";
export type { Changes, NeighborEnergy } from "./neighbor-energy.js";
export { normalCdf } from "./normal-cdf.js";
export type { ConditionalProposal, Proposal } from "./proposal.js";
export {
  bits,
  foldIn,
  gumbel,
  type Key,
  type Keys,
  key,
  normal,
  permutation,
  split,
  uniform,
} from "./random.js";
export { type ScanningBackend, scan } from "./scan.js";
export { stopGradient } from "./stop-gradient.js";
export { swish } from "./swish.js";
export { takeAlong } from "./take-along.js";
export { tempered } from "./tempered.js";
export { leaves, mapTree, namedLeaves, type Tree, withLeaves } from "./tree.js";
export { valueAndGrad } from "./value-and-grad.js";
