import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../python");
const requirements = join(folder, "requirements.txt");
/** The directory of the virtual environment. Git ignores it. */
const environment = join(import.meta.dirname, "../.venv");
const installed = join(environment, "requirements.txt");

export const python: string = join(environment, "bin/python");
export const workerFile: string = join(folder, "worker.py");

export function hasPeers(): boolean {
  return existsSync(installed) && read(installed) === read(requirements);
}

/** Creates or updates the virtual environment of the peers. */
export function installPeers(): void {
  if (hasPeers()) return;
  const run = (file: string, ...args: string[]): void =>
    void execFileSync(file, args, { stdio: ["ignore", process.stderr, process.stderr] });
  run("python3", "-m", "venv", environment);
  run(python, "-m", "pip", "install", "--quiet", "--requirement", requirements);
  copyFileSync(requirements, installed);
}

/** Returns the environment of one peer, with as many threads as ours. */
export function peerSettings(threads: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    OMP_NUM_THREADS: `${threads}`,
    MKL_NUM_THREADS: `${threads}`,
    ...(threads === 1 && { XLA_FLAGS: "--xla_cpu_multi_thread_eigen=false" }),
    JAX_PLATFORMS: "cpu",
    TORCHINDUCTOR_CACHE_DIR: join(environment, "inductor"),
  };
}

function read(file: string): string {
  return readFileSync(file, "utf8");
}
