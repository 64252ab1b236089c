import { key } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import { expect, test } from "vitest";
import { bitBases, LEVELS } from "../../test/bit-bases.js";
import { bitsTiltOf } from "../../test/bits-tilt-of.js";
import { allStates } from "./all-states.js";
import { annealedLogPartition } from "./annealed-log-partition.js";
import { bitColumns } from "./bit-columns.js";
import { openBitsModel } from "./bits-model.js";

test.each(LEVELS)("finds log Z of columns of %s, …", async (...levels) => {
  const base = (await bitBases(levels)).at(-1)![1];
  const columns = bitColumns(levels);
  // an energy that leaves few samples of the base effective
  const { params, ...others } = bitsTiltOf(columns.width);
  const loud = Object.entries(params).map(([path, { data, shape }]) => {
    return [path, { data: data.map((w) => 3 * w), shape }] as const;
  });
  const tilt = { ...others, params: Object.fromEntries(loud), logPartition: 0 };
  const model = openBitsModel({ base, tilt });
  const exact = logSumExp(await model.logProb(allStates(columns)));
  await model.dispose();
  const inputs = { params: { base, tilt }, key: key(1), steps: 100 };
  const { logPartition, standardError } = await annealedLogPartition(inputs);
  expect(standardError).toBeGreaterThan(0);
  expect(standardError).toBeLessThan(0.15);
  expect(Math.abs(logPartition - exact)).toBeLessThan(4 * standardError);
  expect(await annealedLogPartition(inputs)).toEqual({ logPartition, standardError });
});
