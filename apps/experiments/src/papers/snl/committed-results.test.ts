import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Entry } from "../../studies/summarize.js";

/** The entries of a table of results that are kept in the repository. */
async function entriesOf(study: string, metric: string): Promise<readonly Entry[]> {
  const url = new URL(`../../../../../results/snl/${study}/results.json`, import.meta.url);
  const { tables } = JSON.parse(await readFile(fileURLToPath(url), "utf8"));
  return tables.find((table: { metric: unknown }) => table.metric === metric).entries;
}

const BEST = "SNL, best settings";

describe("densities on the plane", async () => {
  const likelihoods = await entriesOf("density-2d", "logLikelihood");
  const gaps = await entriesOf("density-2d", "gap");
  const bErrors = await entriesOf("density-2d", "bError");

  test("every SNL of the checkerboard is above −2.10, and below the truth", () => {
    const rows = likelihoods.filter((it) => it.row.includes("SNL") && it.column === "checkerboard");
    expect(rows.length).toBeGreaterThan(0);
    for (const { values } of rows) for (const value of values) expect(value).toBeGreaterThan(-2.1);
    for (const { values } of rows) {
      for (const value of values) expect(value).toBeLessThan(-Math.log(6) + 0.02);
    }
  });

  test.each([
    ["checkerboard", 0.06],
    ["four_circles", 0.06],
    ["pinwheel", 0.06],
    ["funnel", 0.1],
  ])("the best settings are near the truth on %s, and b is near log Z", (set, limit) => {
    const at = (of: readonly Entry[]) => of.find((it) => it.row === BEST && it.column === set);
    expect(at(gaps)!.mean).toBeLessThan(limit);
    for (const gap of at(gaps)!.values) expect(gap).toBeGreaterThan(-0.02);
    expect(at(bErrors)!.mean).toBeLessThan(0.05);
  });

  test("none of ten seeds diverges on the funnel, by the best settings", async () => {
    const diverged = (await entriesOf("density-2d", "diverged")).find(
      (it) => it.row === BEST && it.column === "funnel",
    );
    expect(diverged!.values).toEqual(new Array(10).fill(0));
  });
});

test("a regression's density is better than a Gaussian, and not better than the truth", async () => {
  const at = (of: readonly Entry[], row: string) => of.find((it) => it.row === row)!.mean!;
  const likelihoods = await entriesOf("regression-1d", "logLikelihood");
  const best = at(likelihoods, BEST);
  expect(best).toBeGreaterThan(0.28);
  expect(best).toBeGreaterThan(at(likelihoods, "Gaussian network"));
  expect(at(await entriesOf("regression-1d", "gap"), BEST)).toBeGreaterThan(0);
});
