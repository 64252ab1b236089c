export { assignments } from "./assignments.js";
export { hypercube } from "./hypercube.js";
export { type PermutationsOptions, permutations } from "./permutations.js";
export { solveAssignment } from "./solve-assignment.js";
export type { RankingStructure, Structure } from "./structure.js";
