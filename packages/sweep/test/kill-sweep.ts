import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { createSweep } from "../src/executor/create-sweep.js";
import type { FinishedTrial } from "../src/executor/sweep.js";
import { postgresExecutor } from "../src/postgres/postgres-executor.js";
import { privatePostgres } from "../src/postgres/private-postgres.js";
import { iterate, iteratesPlan } from "./iterates.js";

const config = { trials: 40, steps: 12, pause: 15 };
const entry = fileURLToPath(new URL("./iterates-worker.ts", import.meta.url));
interface Start {
  readonly id: string;
  readonly pid: number;
  readonly time: number;
}

const starts = async (directory: string): Promise<Start[]> =>
  (await readFile(join(directory, "starts.jsonl"), "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/**
 * Runs a sweep of two workers and two coordinators. Kills a worker and twice the database, and
 * freezes a worker. Expects that every trial has exactly the result of an undisturbed sweep.
 */
export async function killSweep(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "ebm-kill-"));
  const children = new Set<ChildProcess>();
  try {
    await disturbed(directory, children);
  } finally {
    for (const child of children) child.kill("SIGKILL");
    await rm(directory, { recursive: true, force: true });
  }
}

async function disturbed(directory: string, children: Set<ChildProcess>): Promise<void> {
  const server = await privatePostgres(directory);
  const work = (): ChildProcess => {
    const options = ["--import", "tsx", "--conditions=@ebm/source"];
    const args = [...options, entry, server.url, directory];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
    children.add(child);
    return child;
  };
  const [killed, frozen] = [work(), work()];
  const killPostgres = async (): Promise<void> => {
    const text = await readFile(join(directory, "postgres", "postmaster.pid"), "utf8");
    process.kill(Number(text.split("\n")[0]), "SIGKILL");
  };
  let killedAt = 0;
  const disturb = async (done: number): Promise<void> => {
    if (done === 4) {
      killed.kill("SIGKILL");
      killedAt = Date.now();
      work();
    }
    if (done === 6) frozen.kill("SIGSTOP");
    if (done === 12 || done === 20) await killPostgres();
    if (done === config.trials) frozen.kill("SIGCONT");
  };
  const sweep = createSweep({
    kind: "iterates",
    name: "kill",
    config,
    plan: iteratesPlan(config),
  });
  const results: FinishedTrial[] = [];
  // two coordinators share the sweep
  const executors = [0, 1].map((which) =>
    postgresExecutor({ url: server.url, revive: server.revive }).execute(sweep, {
      signal: new AbortController().signal,
      async onFinish(trial) {
        if (which === 1) return;
        results.push(trial);
        await disturb(results.length);
      },
    }),
  );
  expect(await Promise.all(executors)).toEqual([true, true]);
  expect(results).toHaveLength(config.trials);
  for (const { number, result } of results) {
    expect(result).toEqual({ value: iterate(number, 0, config.steps), infinite: null });
  }
  const all = await starts(directory);
  const lost = all.findLast(({ pid }) => pid === killed.pid)!;
  const again = all.find(({ id, pid }) => id === lost.id && pid !== killed.pid);
  const isDone = results.some(
    ({ id, worker }) => id === lost.id && worker.endsWith(`/${killed.pid}`),
  );
  // it may have written its result in its last moment
  if (!isDone) expect(again!.time - killedAt, "milliseconds to recover").toBeLessThan(20_000);
  for (const child of children) child.kill("SIGKILL");
  await server.stop();
}
