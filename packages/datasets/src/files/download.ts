import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { EbmError } from "@ebm/core/errors";
import type { DataFile } from "./data-file.js";

export interface DownloadProgress {
  readonly file: DataFile;
  readonly receivedBytes: number;
}

export interface DownloadOptions {
  /**
   * Called when bytes arrive. `file.bytes` is the total, or more than the total for a zipped file.
   * Default: none.
   */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** The signal that cancels downloads. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** The function that reaches the network. Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** The milliseconds to wait before each further try after a failure. Default: [250, 1000]. */
  readonly retryDelays?: readonly number[] | undefined;
}

/**
 * Downloads a published file, and checks it against its digest. After a failure that may pass,
 * such as a broken connection or a server's error, it tries again, by default twice.
 *
 * @throws {EbmError} With the address, the problem and what to do instead.
 */
export async function download(
  where: string,
  file: DataFile,
  options: DownloadOptions = {},
): Promise<Uint8Array> {
  const { signal, retryDelays = [250, 1000] } = options;
  const advice = `Put the file at ${file.path} in a directory, and pass that as \`dataDir\` or in EBM_DATA_DIR.`;
  if (file.madeFrom !== undefined) {
    throw new EbmError(
      `${where}: ${file.address} is ${file.madeFrom}, of which the file is to be made. ${advice}`,
    );
  }
  for (let tries = 0; ; tries++) {
    const outcome = await attempt(file, options);
    if ("bytes" in outcome) return outcome.bytes;
    signal?.throwIfAborted();
    const delay = retryDelays[tries];
    if (outcome.mayPass && delay !== undefined) {
      await setTimeout(delay, undefined, { signal }).catch(() => signal?.throwIfAborted());
      continue;
    }
    throw new EbmError(`${where}: ${file.address} ${outcome.problem}. ${advice}`, {
      cause: outcome.cause,
    });
  }
}

const unzip = promisify(gunzip);

type Outcome =
  | { readonly bytes: Uint8Array }
  | { readonly problem: string; readonly mayPass: boolean; readonly cause?: unknown };

async function attempt(file: DataFile, options: DownloadOptions): Promise<Outcome> {
  const { onProgress, signal, fetch = globalThis.fetch } = options;
  const chunks: Uint8Array[] = [];
  let receivedBytes = 0;
  try {
    const response = await fetch(file.address, { signal: signal ?? null });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      const mayPass = response.status >= 500 || [408, 429].includes(response.status);
      return { problem: `answered ${response.status} ${response.statusText}`.trim(), mayPass };
    }
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      receivedBytes += chunk.length;
      if (receivedBytes > file.bytes) break;
      onProgress?.({ file, receivedBytes });
    }
  } catch (cause) {
    const { code = (cause as Error).message } = ((cause as Error).cause ?? cause) as {
      code?: string;
    };
    return { problem: `was not received: ${code}`, mayPass: true, cause };
  }
  const received = Buffer.concat(chunks);
  if (!file.address.endsWith(".gz") || receivedBytes > file.bytes) return verified(file, received);
  try {
    return verified(file, await unzip(received));
  } catch (cause) {
    return { problem: `is not zipped: ${(cause as Error).message}`, mayPass: true, cause };
  }
}

function verified({ bytes: size, sha256 }: DataFile, bytes: Uint8Array): Outcome {
  if (bytes.length < size) {
    return { problem: `ended after ${bytes.length} bytes, expected ${size}`, mayPass: true };
  }
  if (bytes.length > size) {
    return { problem: `has more than the expected ${size} bytes`, mayPass: false };
  }
  const digest = sha256Of(bytes);
  if (digest === sha256) return { bytes };
  return { problem: `has sha256 ${digest}, expected ${sha256}`, mayPass: false };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
