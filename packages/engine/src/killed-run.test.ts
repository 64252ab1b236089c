import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { start } from "../test/sine.js";
import { loadCheckpoint } from "./index.js";

const STEPS = 1200;
const script = fileURLToPath(new URL("../test/train-to-file.ts", import.meta.url));

/** Runs the script, and kills it once it has saved so often, in the middle of what comes next. */
function trainUntil(path: string, saves: number, delay: number): Promise<NodeJS.Signals | null> {
  const node = ["--import", "tsx", "--conditions=@ebm/source", script, path, `${STEPS}`];
  const child = spawn(process.execPath, node, { stdio: ["ignore", "pipe", "inherit"] });
  let lines = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    lines += chunk.toString().split("\n").length - 1;
    if (lines >= saves) setTimeout(() => child.kill("SIGKILL"), delay);
  });
  return new Promise((resolve) => child.on("close", (_, signal) => resolve(signal)));
}

test("a run killed at many moments ends with the same bits as one that was not", async () => {
  const directory = await mkdtemp(join(tmpdir(), "ebm-killed-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const path = join(directory, "run.safetensors");
  const signals = [];
  for (const [saves, delay] of [
    [1, 0],
    [2, 1],
    [1, 2],
    [3, 4],
    [1, 7],
  ] as const) {
    signals.push(await trainUntil(path, saves, delay));
  }
  expect(signals).toEqual(signals.map(() => "SIGKILL"));
  expect((await loadCheckpoint(path)).step).toBeLessThan(STEPS);
  expect(await trainUntil(path, Infinity, 0)).toBeNull();

  const whole = start({ steps: STEPS });
  for await (const _ of whole);
  expect(await loadCheckpoint(path)).toEqual(whole.checkpoint());
  // A kill between writing and renaming may leave a part; never under the checkpoint's name.
  const others = (await readdir(directory)).filter((file) => file !== "run.safetensors");
  expect(others.every((file) => file.startsWith("run.safetensors."))).toBe(true);
});
