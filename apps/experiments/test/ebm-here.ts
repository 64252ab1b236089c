import { vi } from "vitest";
import { createProgram } from "../src/program.js";

/** Runs the command in this process: what it writes to stdout. */
export async function ebmHere(...args: string[]): Promise<string> {
  let written = "";
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    written += chunk;
    return true;
  });
  const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    await createProgram().parseAsync(args, { from: "user" });
    return written;
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

/** Runs the command in this process: the JSON that it prints, line by line. */
export async function ebmEvents(
  ...args: string[]
): Promise<{ event: string; [key: string]: unknown }[]> {
  const lines = (await ebmHere(...args)).split("\n");
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}
