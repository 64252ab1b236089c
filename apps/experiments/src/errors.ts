/** A command that was typed wrongly: exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** What went wrong, on one line. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s*\n\s*/g, " ").trim();
}
