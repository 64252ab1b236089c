import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { loadCheckpoint } from "@ebm/engine";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../test/own-files.js";
import { createRunDirectory } from "../run-files/create-run-directory.js";
import type { RunEvent } from "../run-files/events.js";
import { FILES } from "../run-files/files.js";
import { withLock } from "../run-files/lock-directory.js";
import type { Fit, Problem } from "../tasks/task.js";
import { fit } from "./fit.js";
import type { Run } from "./load-run.js";

const STEPS = 60;
const config = { task: "toy", data: {}, seed: 0, steps: STEPS, versions: {} };

/** How training goes wrong at a step, with a learning rate above a scale. */
interface Fault {
  readonly step: number;
  readonly above: number;
  readonly loss?: number;
  readonly param?: number;
}

/** A run whose only parameter grows by the scale of the learning rate. */
function toyRun(directory: string, faults: readonly Fault[]): Run {
  const train: Problem["train"] = (from, { learningRateScale: scale } = {} as never): Fit => {
    let step = from?.step ?? 0;
    let param = from?.params.w?.data[0] ?? 0;
    return {
      get step() {
        return step;
      },
      async *[Symbol.asyncIterator]() {
        while (step < STEPS) {
          step++;
          const fault = faults.find((each) => each.step === step && scale! > each.above);
          param = fault?.param ?? param + scale!;
          yield { step, loss: fault?.loss ?? param, gradNorm: 1, learningRate: scale! };
        }
      },
      checkpoint: () => ({
        step,
        params: { w: { data: Float32Array.of(param), shape: [1] } },
        moments: {},
      }),
      dispose: async () => {},
    };
  };
  const problem = {
    rows: { train: 1, validation: 1, test: 1 },
    score: "score",
    train,
    openEvaluator: () => ({
      validate: async (params: { w?: { data: Float32Array } }) => ({
        score: params.w!.data[0]! % 7,
      }),
      dispose: async () => {},
    }),
  } as unknown as Problem;
  return { directory, task: {} as never, config, problem };
}

/** Fits a run from wherever it is until it has told of so many steps, and returns the events. */
async function fitted(
  directory: string,
  faults: readonly Fault[],
  until = Number.POSITIVE_INFINITY,
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const controller = new AbortController();
  let steps = 0;
  const emit = (event: RunEvent): void => {
    events.push(event);
    if (event.event === "step" && ++steps >= until) controller.abort();
  };
  const { signal } = controller;
  await withLock(directory, (lock) =>
    fit(toyRun(directory, faults), { emit, signal, checkpointSeconds: 0.02, lock }),
  ).catch((error: Error) => {
    events.push({ event: "notes", run: directory, notes: [error.message] });
  });
  return events;
}

async function newRun(): Promise<string> {
  const directory = join(await temporaryDirectory(), "run");
  await (await createRunDirectory(directory, config)).release();
  return directory;
}

const once: readonly Fault[] = [{ step: 34, above: 0.5, loss: Number.MAX_VALUE }];
const often: readonly Fault[] = [
  { step: 34, above: 0.5, loss: -2e6 },
  { step: 45, above: 0.25, param: Number.NaN },
  { step: 47, above: 0.125, loss: 2e6 },
];
const always: readonly Fault[] = [{ step: 34, above: 0, loss: 1e7 }];

test("training that diverges goes back to a good state, with half the learning rate", async () => {
  const directory = await newRun();
  const events = await fitted(directory, once);
  expect(events.filter(({ event }) => event === "rollback")).toEqual([
    {
      event: "rollback",
      step: 33,
      reason: expect.stringMatching(
        /^The loss was .* at step 34. Training went back to step 33, with half the learning rate \(1 of 3 times\).$/,
      ),
      learningRateScale: 0.5,
    },
  ]);
  const { step, params, notes } = await loadCheckpoint(join(directory, FILES.checkpoint));
  expect([step, params.w!.data[0], notes!.halvings]).toEqual([STEPS, 33 + 27 / 2, "1"]);
});

test("training that diverges again and again ends with its last good state", async () => {
  const directory = await newRun();
  for (const _ of ["a run", "a resumed run"]) {
    const events = await fitted(directory, always);
    expect(events.at(-1)).toMatchObject({
      notes: [
        expect.stringMatching(/at step 34. .* It stops there: `ebm export` writes the model/),
      ],
    });
    const { step, params } = await loadCheckpoint(join(directory, FILES.checkpoint));
    expect([step, params.w!.data[0]]).toEqual([33, 33]);
  }
});

test.each([
  ["diverges once", once],
  ["diverges three times", often],
  ["does not diverge", []],
])("a run that %s ends with the same bits, wherever it was stopped", async (_, faults) => {
  const whole = await newRun();
  await fitted(whole, faults);
  const files = [FILES.checkpoint, FILES.previous, FILES.best, FILES.metrics];
  for (const every of [5, 17]) {
    const stopped = await newRun();
    for (let i = 0; i < 90 / every; i++) await fitted(stopped, faults, every);
    for (const name of files) {
      const [a, b] = [await readFile(join(stopped, name)), await readFile(join(whole, name))];
      expect(a.equals(b), `${name}, stopped every ${every}`).toBe(true);
    }
    expect(await readdir(stopped)).toEqual(await readdir(whole));
  }
});
