import fc from "fast-check";
import { expect } from "vitest";
import { labeledTables, roundTrip } from "./round-trip.js";

/**
 * Expects, for random tables, that each input format gives the results of the model in memory, row
 * by row.
 */
export async function expectRoundTrips(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(labeledTables, async (table) => {
      const trip = await roundTrip(table);
      if (trip === undefined) return;
      const { expected, answers } = trip;
      expect(expected).toHaveLength(table.rows);
      for (const [way, values] of Object.entries(answers)) {
        expect(values, way).toHaveLength(table.rows);
        for (const [row, value] of expected.entries()) {
          if (!Number.isFinite(value)) continue; // a row that is 10³⁰⁰ standard deviations off
          const tolerance = 1e-5 * Math.max(1, Math.abs(value));
          expect(Math.abs(values[row]! - value), `${way}, row ${row + 1}`).toBeLessThan(tolerance);
        }
      }
    }),
    { numRuns, seed: 1, endOnFailure: true },
  );
}
