import { existsSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { killSweep } from "../../test/kill-sweep.js";

const DEBIAN = "/usr/lib/postgresql/15/bin";

test("kills lose and repeat no result with Debian's PostgreSQL", async ({ skip }) => {
  if (!existsSync(DEBIAN)) skip(`no PostgreSQL in ${DEBIAN}: apt-get install postgresql`);
  vi.stubEnv("EBM_POSTGRES", DEBIAN);
  try {
    await killSweep();
  } finally {
    vi.unstubAllEnvs();
  }
  expect.hasAssertions();
}, 120_000);
