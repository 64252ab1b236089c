import { key, normal } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { fitLabelMembers } from "./fit-label-members.js";
import { labelLogits } from "./label-logits.js";
import { labelLogitsOf } from "./label-logits-of.js";
import type { LabelMember } from "./label-member.js";
import type { LabelSets } from "./label-sets.js";
import { labelStatistics } from "./label-statistics.js";
import { planLabelSets } from "./plan-label-sets.js";

const [rows, features, labels] = [60, 3, 3];

function data(seed: number): { x: Matrix; y: Matrix } {
  const x = normal(key(seed), rows * features);
  const y = x.map((value, i) => Number(i % 3 === 2 || value > 0.3)); // the last label is constant
  return { x: { data: x, shape: [rows, features] }, y: { data: y, shape: [rows, labels] } };
}

const { x, y } = data(1);
const { frequencies, varies } = labelStatistics(y);

async function members(): Promise<LabelMember[]> {
  const folds = Int32Array.from({ length: rows }, (_, row) => row % 3);
  const groups = Int32Array.from({ length: rows }, (_, row) => row);
  const planned = planLabelSets({ rows, features, labels, budgetSeconds: 1 });
  const plan = {
    ...planned,
    folds: 3,
    forest: { trees: 12 },
    extraTrees: { trees: 12 },
    networks: { epochs: 2, patience: 2 },
  };
  const fitted: LabelMember[] = [];
  const inputs = { x, y, frequencies, folds, groups, plan, key: key(0), threads: 1 };
  for await (const { member } of fitLabelMembers(inputs)) fitted.push(member);
  return fitted;
}

const fitted = await members();

function modelOf(own: readonly LabelMember[], share = 0): LabelSets {
  return {
    features,
    labels,
    frequencies,
    varies,
    members: own,
    stack: {
      weights: Float32Array.from(own, (_, m) => 1 / (m + 2)),
      bias: Float32Array.of(0.1, -0.2, 3),
    },
    share,
    chains: [],
    threshold: 0,
  };
}

const cases: readonly {
  readonly name: string;
  readonly own: readonly LabelMember[];
  readonly share?: number;
}[] = [
  ...fitted.map((member) => ({ name: member.kind, own: [member] })),
  { name: "all members", own: fitted },
  { name: "all members, and a share", own: fitted, share: 0.1 },
  { name: "no member", own: [] },
];

test.each(cases)("computes the logits of $name as arrays do", async ({ own, share }) => {
  const model = modelOf(own, share);
  const expected = await labelLogits(model, data(9).x);
  for (const runtime of ["onnx", "tfjs"] as const) {
    const run = compile((it: { x: tf.Tensor2D }) => labelLogitsOf(model)(it.x), { runtime });
    const { output } = await run({ x: data(9).x });
    await run.dispose();
    expect(output.shape).toEqual([rows, labels]);
    for (const [i, value] of expected.data.entries()) expect(output.data[i]).toBeCloseTo(value, 4);
  }
});
