import type { ffjordDensities } from "./planar-densities.js";

/**
 * Where `grayCode` ends for each of `ffjordDensities`: the largest coordinate of 5,000 draws plus
 * 2, as 2¹⁵ over the scales that the published code works out for 32 bits. They hold for any number
 * of bits.
 *
 * Reference: https://github.com/divelab/RMwGGIS
 */
export const grayBounds: Readonly<Record<keyof typeof ffjordDensities, number>> = {
  "2spirals": 2 ** 15 / 5983.633415505028,
  "8gaussians": 2 ** 15 / 5289.6178,
  circles: 2 ** 15 / 5620.9851,
  moons: 2 ** 15 / 5859.1954,
  pinwheel: 2 ** 15 / 5510.8766,
  swissroll: 2 ** 15 / 6308.7327,
  checkerboard: 2 ** 15 / 5461.4336,
};
