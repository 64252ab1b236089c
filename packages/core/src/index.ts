export { checkShapes } from "./check-shapes.js";
export { EbmError, ShapeError } from "./errors.js";
export {
  capped,
  chiSquared,
  type FDivergence,
  jensenShannon,
  kl,
  reverseKl,
  squaredHellinger,
  tsallis,
} from "./f-divergences.js";
export { logPartitionBound } from "./log-partition-bound.js";
export { bits, foldIn, gumbel, type Key, key, normal, split, uniform } from "./random.js";
export { leaves, mapTree, namedLeaves, type Tree, withLeaves } from "./tree.js";
