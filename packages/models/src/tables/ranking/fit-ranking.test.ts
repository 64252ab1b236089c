import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { key, normal, uniform } from "@ebm/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadModel } from "../load-model.js";
import { fitRanking } from "./fit-ranking.js";
import type { FittedRanking } from "./open-ranking.js";

/** x says whether a comes first, and chance decides on b and c. */
function rows(count: number, seed: number) {
  const z = normal(key(seed), count);
  const u = uniform(key(seed + 1), count);
  return Array.from({ length: count }, (_, row) => {
    const others = u[row]! < 0.5 ? ["b", "c"] : ["c", "b"];
    const order = z[row]! > 0 ? ["a", ...others] : [...others, "a"];
    return { size: z[row]!, color: z[row]! > 0.5 ? "red" : "blue", order };
  });
}

const text = (made: ReturnType<typeof rows>) =>
  made.map(({ order, ...x }, i) => ({
    ...x,
    order: i === 0 ? "b>c" : i === 1 ? "a=b>c" : order.join(">"),
  }));
const train = text(rows(120, 1));
const held = text(rows(100, 7));
const few = held.slice(2, 5).map(({ size, color }) => ({ size, color }));

let directory: string;
let model: FittedRanking;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "ebm-ranking-"));
  model = await fitRanking(train, { ranking: "order", budgetSeconds: 1 });
});
afterAll(async () => {
  await model.dispose();
  await rm(directory, { recursive: true, force: true });
});

describe("fitRanking", () => {
  test("learns from full, partial and tied rankings", async () => {
    expect(model.labels).toEqual(["a", "b", "c"]);
    const { nll, uniformNll, kendallTau } = await model.evaluate(held);
    expect(nll).toBeLessThan(uniformNll - 0.5);
    expect(kendallTau).toBeGreaterThan(50);
    const [order] = await model.predict([{ size: 2, color: "red" }]);
    expect(order![0]).toBe("a");
  });

  test("sums to 1 over all orders, and its marginals, ranks and samples agree", async () => {
    const orders = ["a>b>c", "a>c>b", "b>a>c", "b>c>a", "c>a>b", "c>b>a"];
    const p = (await model.logProb(orders.map((order) => ({ ...few[0]!, order })))).map(Math.exp);
    expect(p.reduce((sum, value) => sum + value)).toBeCloseTo(1, 5);
    const [first] = await model.marginals(few);
    expect(first!.a).toBeCloseTo(p[0]! + p[1]!, 6);
    expect(first!.a! + first!.b! + first!.c!).toBeCloseTo(1, 6);
    const [ranks] = await model.expectedRanks(few);
    expect(ranks!.a).toBeCloseTo(p[2]! + p[4]! + 2 * (p[3]! + p[5]!), 5);
    const [top] = await model.likeliest(few, { count: 6 });
    expect(top!.isExact).toBe(true);
    expect(top!.answers[0]!.probability).toBeCloseTo(Math.max(...p), 10);
    expect(orders).toContain(top!.answers[5]!.y.join(">"));
    const samples = 4000;
    const [drawn] = await model.sample(few, { samples, key: key(2) });
    for (const [i, order] of orders.entries()) {
      const share = drawn!.filter((own) => own.join(">") === order).length / samples;
      expect(Math.abs(share - p[i]!)).toBeLessThan(5 * Math.sqrt(0.25 / samples));
    }
  });

  test("is the same model after save and load, bit for bit", async () => {
    await model.save(directory);
    const loaded = (await loadModel(directory)) as FittedRanking;
    expect(loaded.explain()).toEqual(model.explain());
    expect(await loaded.logProb(held)).toEqual(await model.logProb(held));
    expect(await loaded.predict(few)).toEqual(await model.predict(few));
    expect(await loaded.marginals(few)).toEqual(await model.marginals(few));
    expect(await loaded.evaluate(held)).toEqual(await model.evaluate(held));
    const options = { key: key(4), samples: 3 };
    expect(await loaded.sample(few, options)).toEqual(await model.sample(few, options));
    await loaded.dispose();
  });

  test("reads the places of labels from columns", async () => {
    const places = rows(60, 1).map(({ order, size }, i) => ({
      size,
      a: i === 0 ? null : order.indexOf("a"),
      b: order.indexOf("b"),
      c: order.indexOf("c"),
    }));
    const own = await fitRanking(places, { labels: ["a", "b", "c"], budgetSeconds: 0.1 });
    expect(own.labels).toEqual(["a", "b", "c"]);
    const [logProb] = await own.logProb([{ size: 2, a: 1, b: 2, c: 3 }]);
    expect(logProb).toBeLessThan(0);
    await own.dispose();
  });

  test("leaves out columns with the places of the labels", async () => {
    const told = rows(60, 1).map(({ order, size }) => ({
      size,
      a: order.indexOf("a"),
      ranking: order.join(">"),
    }));
    const own = await fitRanking(told, { budgetSeconds: 0.1 });
    expect(own.report.notes).toContain(
      "Columns with the places of the labels are no features: `a`.",
    );
    await own.dispose();
  });
});
