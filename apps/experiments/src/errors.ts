/** An error in how a command was typed. Its exit code is 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Returns the message of an error on one line. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s*\n\s*/g, " ").trim();
}
