// The data sets of the plane, without readers of files: for pages.
export type { Matrix } from "./matrix.js";
export { type GrayCode, grayCode } from "./planar/gray-code.js";
export { ffjordDensities, snlDensities } from "./planar/planar-densities.js";
export type { PlanarDensity, PlanarPoints } from "./planar/planar-density.js";
export { type ColumnStatistics, columnStatistics, standardize } from "./standardize.js";
