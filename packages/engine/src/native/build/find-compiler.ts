import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { NativeError } from "../native-error.js";

/** A C compiler of this machine. */
export interface Compiler {
  readonly command: string;
  /** Its answer to --version. Another version may write other code. */
  readonly version: string;
}

/** The seconds after which a compiler that does not answer counts as missing. */
const PATIENCE = 20;

/**
 * Finds the compiler that the environment variable CC names, or `cc`.
 *
 * @throws {NativeError} If there is none, or on Windows.
 */
export async function findCompiler(): Promise<Compiler> {
  if (process.platform === "win32") {
    throw new NativeError("native: Windows has no `cc`, expected Linux or macOS.");
  }
  const command = process.env.CC || "cc";
  try {
    const options = { timeout: 1000 * PATIENCE };
    const { stdout } = await promisify(execFile)(command, ["--version"], options);
    return { command, version: stdout };
  } catch (cause) {
    const message = `native: the C compiler \`${command}\` does not run, expected gcc or clang in CC or as cc.`;
    throw new NativeError(message, { cause });
  }
}
