import { test } from "vitest";
import { killSweep } from "../../test/kill-sweep.js";

test(
  "kills of workers and of the database, and a frozen worker, lose and repeat no result",
  killSweep,
  120_000,
);
