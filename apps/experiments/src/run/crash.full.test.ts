import { test } from "vitest";
import { crashTrials } from "../../test/crash-trials.js";

test("commands that are killed, or run on a full disk, lose nothing", async () => {
  await crashTrials({ kills: 5, sizes: 4, seed: 0, tell: () => {} });
}, 600_000);
