import { DivergedError } from "@ebm/core";
import { describe, expect, test } from "vitest";
import { start } from "../test/sine.js";
import { type TrainInfo, trainInWorker } from "./index.js";

const module = new URL("../test/sine.ts", import.meta.url);
const worker = { execArgv: ["--import", "tsx", "--conditions=@ebm/source"] };

async function infosOf(run: AsyncIterable<TrainInfo>, until = Infinity): Promise<TrainInfo[]> {
  const infos: TrainInfo[] = [];
  for await (const info of run) {
    infos.push(info);
    if (info.step >= until) break;
  }
  return infos;
}

describe("trainInWorker", () => {
  test("makes the same steps as a run in this thread, and goes on from a checkpoint", async () => {
    const here = start();
    const infos = await infosOf(here);

    const first = trainInWorker({ module, worker, options: { steps: 25 } });
    expect(await infosOf(first)).toEqual(infos.slice(0, 25));
    const from = await first.checkpoint();
    await first.dispose();

    const second = trainInWorker({ module, worker, from });
    expect(await infosOf(second)).toEqual(infos.slice(25));
    expect(await second.checkpoint()).toEqual(here.checkpoint());
    await second.dispose();
  });

  test("tells of a run that fails, and of a module that starts none", async () => {
    const poisoned = trainInWorker({ module, worker, options: { poison: 5 } });
    const error = await infosOf(poisoned).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(DivergedError);
    expect(error).toMatchObject({
      message: expect.stringContaining("trainInWorker: the run failed: train: `loss` is NaN"),
      step: 6,
    });
    await poisoned.dispose();

    const none = trainInWorker({ module: new URL("./index.ts", import.meta.url), worker });
    await expect(none.checkpoint()).rejects.toThrow("exports no function `start`");
    await none.dispose();
  });
});
