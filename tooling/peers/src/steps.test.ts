import { leaves, type Tree, valueAndGrad, withLeaves } from "@ebm/core";
import { type Batch, type Feeds, train } from "@ebm/engine";
import { adam } from "@ebm/optim";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import type { Problem } from "./problem.js";
import { dsm } from "./steps/dsm.js";
import { joint } from "./steps/joint.js";
import { rmwggis } from "./steps/rmwggis.js";
import { snl } from "./steps/snl.js";

const problems: Record<string, Problem> = {
  joint: joint({ batch: 8, hidden: 16 }),
  snl: snl({ batch: 8, draws: 32, hidden: 16 }),
  rmwggis: rmwggis({ batch: 4, hidden: 16 }),
  dsm: dsm({ batch: 16, hidden: 16 }),
};

describe.each(Object.entries(problems))("%s", (_, { params, batch, loss }) => {
  const tensors = open(batch);
  const { value, grad } = valueAndGrad((p: Tree) => loss(p, tensors))(params);

  test("has the gradient that finite differences along it have", () => {
    const norm = Math.hypot(...leaves(grad).flatMap((leaf) => [...leaf.dataSync()]));
    const along = ([t]: tf.Tensor[]): tf.Tensor => {
      const moved = leaves(grad).map((leaf, i) =>
        tf.add(leaves(params)[i]!, tf.mul(leaf, tf.div(t!, norm))),
      );
      return loss(withLeaves(params, moved), tensors);
    };
    expect(norm).toBeGreaterThan(0.1);
    // A step so short that rmwggis chooses the same neighbors.
    expectGradient((...t) => along(t), [tf.scalar(0)], { step: 1 / 1024, rtol: 2e-3 });
  });

  test("trains, compiled, as it does eagerly", async () => {
    const losses: number[][] = [];
    for (const runtime of ["onnx", "tfjs"] as const) {
      const optimizer = adam({ learningRate: 1e-3 });
      const run = train({ loss, params, optimizer, batches: () => batch, steps: 20, runtime });
      const list: number[] = [];
      for await (const info of run) list.push(info.loss);
      await run.dispose();
      losses.push(list);
    }
    const [compiled, eager] = losses as [number[], number[]];
    expectClose(compiled, eager, { rtol: 1e-5 });
    expectClose(compiled.slice(0, 1), value);
    expect(compiled.at(-1)).toBeLessThan(compiled[0]!);
  });
});

function open(batch: Feeds): Batch {
  return Object.fromEntries(
    Object.entries(batch).map(([name, { data, shape }]) => [name, tf.tensor(data, [...shape])]),
  );
}
