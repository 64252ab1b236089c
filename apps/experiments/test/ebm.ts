import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the command in a process of its own; `watch` sees each line of its stdout as it comes, and
 * Node gets `options` of its own.
 */
export function ebm(
  args: readonly string[],
  watch: (line: string, child: ChildProcess) => void = () => {},
  options: readonly string[] = [],
): Promise<Ended> {
  const node = [...options, "--import", "tsx", "--conditions=@ebm/source", main, ...args];
  const child = spawn(process.execPath, node, { stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr, seen] = ["", "", 0];
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk;
    const lines = stdout.split("\n").slice(0, -1);
    for (const line of lines.slice(seen)) watch(line, child);
    seen = lines.length;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk;
  });
  return new Promise((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
