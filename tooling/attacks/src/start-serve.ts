import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A separate process that runs `ebm serve`. */
export interface Served {
  readonly server: ChildProcess;
  readonly url: string;
  /** Returns the process ids of its workers. */
  workers(): number[];
  /** Returns the memory of the server and of its workers, in MB. */
  memory(): { readonly server: number; readonly workers: number };
}

/** Serves a model from source, with command-line options. */
export async function startServe(
  model: Uint8Array,
  options: readonly string[] = [],
): Promise<Served> {
  const file = join(await mkdtemp(join(tmpdir(), "ebm-attack-")), "model.onnx");
  await writeFile(file, model);
  const main = fileURLToPath(new URL("../../../apps/experiments/src/main.ts", import.meta.url));
  const node = ["--import", "tsx", "--conditions=@ebm/source", main];
  const args = ["serve", file, "--port", "0", ...options];
  const server = spawn(process.execPath, [...node, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  // ends the server if an attack fails
  process.once("exit", () => server.kill("SIGKILL"));
  const [line] = (await once(server.stdout, "data")) as [Buffer];
  const workers = (): number[] =>
    // fails without workers, while all of them are being replaced
    processes("pgrep", ["-P", `${server.pid}`]);
  return {
    server,
    url: `${line}`.trim().split(" ").at(-1)!,
    workers,
    memory() {
      const total = (pids: readonly number[]): number =>
        pids.length === 0
          ? 0
          : processes("ps", ["-o", "rss=", "-p", pids.join()]).reduce((sum, kb) => sum + kb, 0) /
            1024;
      return { server: total([server.pid!]), workers: total(workers()) };
    },
  };
}

function processes(command: string, args: readonly string[]): number[] {
  try {
    const text = execFileSync(command, args, { encoding: "utf8" });
    return text.trim().split(/\s+/).filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
