import { expect, test } from "vitest";
import type { Json } from "../json.js";
import { createSweep } from "./create-sweep.js";
import { inlineExecutor } from "./inline-executor.js";
import type { FinishedTrial, Plan } from "./sweep.js";

const numbers = (count: number): Plan => ({
  *first() {
    for (let number = 0; number < count; number++) yield { number, config: { x: number } };
  },
});
const sweepOf = (plan: Plan) => createSweep({ kind: "k", name: "n", config: {}, plan });
const xOf = (config: Json): number => (config as { x: number }).x;

async function execute(
  plan: Plan,
  run: (x: number) => Json,
  { finished = [] as FinishedTrial[], signal = new AbortController().signal } = {},
): Promise<{ ended: boolean; trials: FinishedTrial[]; ran: number[] }> {
  const trials: FinishedTrial[] = [];
  const ran: number[] = [];
  const executor = inlineExecutor(async (config) => {
    ran.push(xOf(config));
    return { result: run(xOf(config)) };
  });
  const onFinish = (trial: FinishedTrial): void => void trials.push(trial);
  const ended = await executor.execute(sweepOf(plan), { finished, signal, onFinish });
  return { ended, trials, ran };
}

test("trials run in order, and equal configs run once", async () => {
  const plan: Plan = {
    first: () => [3, 1, 3].map((x, number) => ({ number, config: { x } })),
  };
  const { ended, ran, trials } = await execute(plan, (x) => x * x);
  expect(ended).toBe(true);
  expect(ran).toEqual([3, 1]);
  expect(trials.map(({ number, result }) => [number, result])).toEqual([
    [0, 9],
    [1, 1],
  ]);
});

test("a trial that throws has failed, and only it runs again", async () => {
  const first = await execute(numbers(3), (x) => {
    if (x === 1) throw new Error("broken");
    return x;
  });
  expect(first.ended).toBe(true);
  expect(first.trials[1]).toMatchObject({ number: 1, error: "broken" });
  const second = await execute(numbers(3), (x) => x, { finished: first.trials });
  expect(second.ran).toEqual([1]);
});

test("a null is a result", async () => {
  const { trials } = await execute(numbers(1), () => null);
  expect((await execute(numbers(1), () => 1, { finished: trials })).ran).toEqual([]);
});

test("a sweep that is stopped continues with the trial that was given up", async () => {
  const controller = new AbortController();
  const first = await execute(
    numbers(4),
    (x) => {
      if (x < 2) return x;
      controller.abort();
      throw new Error("stopped");
    },
    { signal: controller.signal },
  );
  expect(first.ended).toBe(false);
  expect(first.trials).toHaveLength(2);
  expect((await execute(numbers(4), (x) => x, { finished: first.trials })).ran).toEqual([2, 3]);
});

test("trials that follow from results run too, also after a restart", async () => {
  const plan: Plan = {
    ...numbers(2),
    next: (cohort) =>
      cohort
        .filter(({ rung, result }) => rung === 0 && result === 1)
        .map(({ number, config }) => ({ number, config: { x: 10 + xOf(config) }, rung: 1 })),
  };
  const whole = await execute(plan, (x) => x);
  expect(whole.ran).toEqual([0, 1, 11]);
  const restarted = await execute(plan, (x) => x, { finished: whole.trials.slice(0, 2) });
  expect(restarted.ran).toEqual([11]);
});
