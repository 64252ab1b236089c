import { describe, expect, test } from "vitest";
import type { ReportData } from "./report-data.js";
import { reportPlots } from "./report-plots.js";

const score = { better: "higher", decimals: 2 } as const;
const metricFacts = {
  f1Micro: { ...score, name: "F1 × 100, micro" },
  f1Samples: { ...score, name: "F1 × 100, samples" },
  hammingLoss: { ...score, better: "lower", name: "Hamming loss × 100" },
} as const;

const empty: ReportData = {
  title: "t",
  score: "f1Micro",
  metricFacts,
  headline: ["f1Micro", "f1Samples", "nll"],
  dataset: { name: "d", rows: 1, dimensions: { Features: 1 }, split: { train: 1 } },
  config: {},
  command: "c",
  training: [],
  metrics: {},
  environment: {},
};

const named = (data: Partial<ReportData>) =>
  Object.fromEntries(
    Object.values(reportPlots({ ...empty, ...data }))
      .flat()
      .map((plot) => [plot.name, plot]),
  );

describe("reportPlots", () => {
  test("draws nothing of nothing", () => {
    expect(named({})).toEqual({});
    expect(
      named({
        training: [{ step: 1, loss: Number.NaN }],
        validation: [{ step: 1, nll: null }],
        published: [{ metric: "f1Micro", value: 1, method: "m", own: true, source: "s" }],
        logPartition: { learned: [null], exact: [1] },
        labels: [{ label: "a", f1: null, support: 1 }],
        calibration: [{ predicted: 0.5, observed: Number.NaN, count: 0 }],
      }),
    ).toEqual({});
  });

  test("says which losses it leaves out", () => {
    const training = Array.from({ length: 4000 }, (_, i) => ({
      step: i + 1,
      loss: i === 7 ? null : i === 2001 ? 1e6 : Math.sin(i),
    }));
    const plot = named({ training })["training-loss"]!;
    expect(plot.note).toBe(
      "Drawn: 2,000 of 3,999 steps, evenly spaced. Beyond the axis: 1 of 3,999 steps. Left out, not finite: 1 of 4,000 steps.",
    );
    expect(JSON.stringify(plot.spec)).toContain("the median of 81 steps around it");
  });

  test("names the unit of a loss only where it has one", () => {
    const training = [{ step: 1, loss: 1 }];
    const text = (data: Partial<ReportData>) => JSON.stringify(named(data)["training-loss"]);
    expect(text({ training, lossUnit: "nats" })).toContain('"training loss (nats)"');
    expect(text({ training })).toContain('"training loss"');
  });

  test("finds the best of validation, a least NLL and a largest score", () => {
    const plots = named({
      validation: [
        { step: 10, nll: 3, score: 50 },
        { step: 20, nll: 2, score: 70 },
        { step: 30, nll: null, score: 60 },
      ],
    });
    expect(plots["validation-nll"]?.description).toContain("best: 2.000 at step 20");
    expect(plots["validation-score"]?.description).toContain("best: 70.00 at step 20");
  });

  test("measures the learned log-partition where both are finite", () => {
    const plots = named({
      logPartition: { learned: [1, 2, null, 4], exact: [1.3, 2.4, 3, Number.NaN] },
    });
    // √((0.3² + 0.4²) / 2), and the mean and deviation of −0.3 and −0.4
    expect(plots["log-partition"]?.description).toContain("RMSE 0.354 nats over 2 held-out inputs");
    expect(plots["log-partition"]?.note).toBe("Left out, not finite: 2 of 4 inputs.");
    expect(plots["log-partition-error"]?.description).toContain(
      "mean −0.350, standard deviation 0.050 nats",
    );
  });

  test("gives both axes of the scatter one domain", () => {
    const { spec } = named({ logPartition: { learned: [0, 50], exact: [-50, 10] } })[
      "log-partition"
    ]!;
    const domains = JSON.stringify(spec).match(/"domain":\[[^\]]*\]/g)!;
    expect(new Set(domains)).toEqual(new Set(['"domain":[-54,54]']));
  });

  test.each([
    ["f1Micro", 2, ["80", "70", "60"]],
    ["hammingLoss", 2, ["60", "70", "80"]],
  ])("ranks this run by %s among what is published", (metric, place, order) => {
    const published = [60, 80].map((value) => ({
      metric,
      value,
      method: "m",
      own: true,
      source: "s",
    }));
    const plots = named({ metrics: { [metric]: 70 }, published });
    const plot = plots[metric === "f1Micro" ? "published-f1-micro" : "published-hamming-loss"]!;
    expect(plot.description).toContain(`number ${place} of 3`);
    expect(JSON.stringify(plot.spec).match(/(?<="value":)\d+(?=,"accent)/g)).toEqual(order);
  });

  test("draws the most frequent labels only, and says so", () => {
    const labels = Array.from({ length: 174 }, (_, i) => ({ label: `l${i}`, f1: 50, support: i }));
    const plot = named({ labels })["label-f1"]!;
    expect(plot.note).toBe("Drawn: the 30 most frequent of 174 labels.");
    expect(JSON.stringify(plot.spec)).toContain("l173 (173)");
    expect(JSON.stringify(plot.spec)).not.toContain("l100 (100)");
  });

  test("keeps the count of a label whose name is too long", () => {
    const labels = [{ label: "a very long name of a label of birds", f1: 50, support: 174 }];
    const { spec } = named({ labels })["label-f1"]!;
    expect(JSON.stringify(spec)).toContain('"a very long name of a …rds (174)"');
  });
});
