import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** The exit of a process, and its output. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface EbmOptions {
  /** Called with each line on stdout. */
  readonly watch?: (line: string, child: ChildProcess) => void;
  /** Called with the process when it has started. */
  readonly onStart?: (child: ChildProcess) => void;
  /** The largest size of a file. Larger writes fail, as on a full disk. Default: none. */
  readonly fileSize?: number | undefined;
  /** Options of Node. Default: none. */
  readonly node?: readonly string[];
}

/** Runs the command in a separate process. The options may be `watch` alone. */
export function ebm(
  args: readonly string[],
  options: NonNullable<EbmOptions["watch"]> | EbmOptions = {},
): Promise<Ended> {
  const {
    watch,
    onStart,
    fileSize,
    node: nodeOptions = [],
  }: EbmOptions = typeof options === "function" ? { watch: options } : options;
  const node = [...nodeOptions, "--import", "tsx", "--conditions=@ebm/source", main, ...args];
  const limit = fileSize === undefined ? [] : ["prlimit", `--fsize=${fileSize}`];
  const [program, ...rest] = [...limit, process.execPath, ...node];
  const child = spawn(program!, rest, { stdio: ["ignore", "pipe", "pipe"] });
  onStart?.(child);
  let [stdout, stderr, seen] = ["", "", 0];
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk;
    const lines = stdout.split("\n").slice(0, -1);
    for (const line of lines.slice(seen)) watch?.(line, child);
    seen = lines.length;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk;
  });
  return new Promise((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
