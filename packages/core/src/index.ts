export { checkShapes } from "./check-shapes.js";
export { EbmError, ShapeError } from "./errors.js";
export { leaves, mapTree, namedLeaves, type Tree, withLeaves } from "./tree.js";
