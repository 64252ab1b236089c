import { describe, expect, test } from "vitest";
import { agreements } from "./agreement.js";
import { NATIVE, OURS, startContender } from "./contender.js";
import { problems } from "./problems.js";
import { hasPeers } from "./python.js";

const steps = Object.keys(problems).filter((name) => !name.endsWith("-large"));
// torch.compile takes half a minute for each step, so only the bench compares it.
const peers = ["torch", "jax"];

describe("PyTorch and JAX give our loss and gradient to 1e-4, and our Adam's descent", () => {
  // Importing PyTorch and compiling in JAX are slow on a busy machine.
  test.for(steps)("%s", { timeout: 300_000 }, async (problem, { skip }) => {
    if (!hasPeers()) skip("no PyTorch and JAX: `pnpm bench:peers` installs them");
    const contenders = [OURS, NATIVE, ...peers].map((name) =>
      startContender(name, { problem, threads: 1 }),
    );
    try {
      expect([...(await agreements(contenders)).keys()]).toEqual([NATIVE, ...peers]);
    } finally {
      await Promise.all(contenders.map(({ stop }) => stop()));
    }
  });
});
