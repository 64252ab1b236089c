import { logSumExp } from "@ebm/core/float64";
import { expect, test } from "vitest";
import { bitsTiltOf } from "../../test/bits-tilt-of.js";
import { openTilt } from "../tilt/open-tilt.js";
import { allStates } from "./all-states.js";
import { bitColumns } from "./bit-columns.js";
import { openBitsModel } from "./bits-model.js";
import { openBitsBase } from "./bits-params.js";
import { bitsTilt } from "./bits-tilt.js";
import { exactBitsPartition } from "./exact-bits-partition.js";

test("sums over more rows than it lists at once", async () => {
  const dim = 16;
  const levels = new Int32Array(dim).fill(2);
  const bias = Float64Array.from({ length: dim }, (_, j) => Math.sin(j));
  const order = levels.map((_, j) => j);
  const chain = { levels, order, bias, weights: new Float64Array(dim ** 2) };
  const base = { kind: "chain", chain } as const;
  const tilt = { ...bitsTiltOf(dim), logPartition: 0 };
  const model = openBitsModel({ base, tilt });
  const expected = logSumExp(await model.logProb(allStates(bitColumns(levels))));
  await model.dispose();
  const open = openTilt(bitsTilt(tilt), tilt.params);
  expect(await exactBitsPartition(openBitsBase(base), open)).toBeCloseTo(expected, 6);
  expect(Math.abs(expected)).toBeGreaterThan(0.1);
  await open.dispose();
});
