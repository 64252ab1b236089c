import { vi } from "vitest";
import { createProgram } from "../src/program.js";
import { tasks } from "../src/tasks/index.js";
import type { Task } from "../src/tasks/task.js";

/** Runs the command with these tasks in this process, and returns what it writes to stdout. */
export async function ebmHere(tasks: readonly Task[], ...args: string[]): Promise<string> {
  let written = "";
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    written += chunk;
    return true;
  });
  const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    await createProgram(tasks).parseAsync(args, { from: "user" });
    return written;
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

/** Runs the command in this process, and returns the JSON that it prints, line by line. */
export async function ebmEvents(
  ...args: string[]
): Promise<{ event: string; [key: string]: unknown }[]> {
  const lines = (await ebmHere(tasks, ...args)).split("\n");
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}
