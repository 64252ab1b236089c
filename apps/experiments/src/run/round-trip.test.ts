import { test } from "vitest";
import { expectRoundTrips } from "../../test/expect-round-trip.js";

test("rows of CSV, Parquet, ARFF and HTTP get what the trained model gives", async () => {
  await expectRoundTrips(3);
}, 60_000);
