import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";

export interface LocalWorkersInputs {
  readonly url: string;
  readonly count: number;
  /** The directory of runs and checkpoints. */
  readonly directory: string;
  readonly dataDir?: string | undefined;
  readonly artefacts?: string | undefined;
}

/** Milliseconds that workers have to give their trials back. */
const GRACE_MS = 900;
const RESTART_MS = 1000;

/** Starts `ebm worker` several times, and again if one dies. They end with this process. */
export function localWorkers(inputs: LocalWorkersInputs): { stop(): Promise<void> } {
  const { url, count, directory, dataDir, artefacts } = inputs;
  const children = new Set<ChildProcess>();
  let isStopped = false;
  const start = (): void => {
    if (isStopped) return;
    const args = ["worker", "--work-dir", directory];
    if (dataDir !== undefined) args.push("--data-dir", dataDir);
    if (artefacts !== undefined) args.push("--artefacts", artefacts);
    const child = fork(process.argv[1]!, args, {
      // in the environment, because it may have a password
      env: { ...process.env, EBM_DATABASE_URL: url },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    children.add(child);
    child.on("exit", () => {
      children.delete(child);
      setTimeout(start, RESTART_MS).unref();
    });
  };
  for (let i = 0; i < count; i++) start();
  return {
    async stop() {
      isStopped = true;
      for (const child of children) child.kill("SIGTERM");
      for (let waited = 0; children.size > 0 && waited < GRACE_MS; waited += 10) await wait(10);
      for (const child of children) child.kill("SIGKILL");
    },
  };
}
