import { EbmError } from "@ebm/core/errors";
import type { ByteSource } from "./table-source.js";

/**
 * Decodes bytes to text piece by piece, so that a file may be longer than a string of Node can
 * be. A byte order mark is passed over; UTF-16 is read if it starts with one. Every line ends
 * with LF, whether the file has LF, CR LF or CR.
 */
export async function* textOf(where: string, source: ByteSource): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  const decode = (bytes?: Uint8Array): string => {
    try {
      return decoder!.decode(bytes, { stream: bytes !== undefined });
    } catch (cause) {
      throw new EbmError(
        `${where}: ${source.name} has bytes that are not ${decoder!.encoding.toUpperCase()}, expected text.`,
        { cause },
      );
    }
  };
  // the second half of a CR LF may be in the next piece
  let held = "";
  const unify = (text: string, isLast: boolean): string => {
    const whole = held + text;
    held = !isLast && whole.endsWith("\r") ? "\r" : "";
    const ready = held === "" ? whole : whole.slice(0, -1);
    return ready.includes("\r") ? ready.replace(/\r\n?/g, "\n") : ready;
  };
  for await (const bytes of source.chunks()) {
    decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
    const text = unify(decode(bytes), false);
    if (text !== "") yield text;
  }
  if (decoder !== undefined) yield unify(decode(), true);
}

/** A line of a file, and its number, counted from 1. */
export interface Line {
  readonly text: string;
  readonly number: number;
}

/** The lines of a file that are not blank. */
export async function* linesOf(where: string, source: ByteSource): AsyncGenerator<readonly Line[]> {
  let rest = "";
  let number = 0;
  const take = (texts: readonly string[]) =>
    texts.map((text) => ({ text, number: ++number })).filter(({ text }) => text.trim() !== "");
  for await (const text of textOf(where, source)) {
    const lines = text.split("\n");
    // not searched again, for a line may be long
    lines[0] = rest + lines[0];
    rest = lines.pop()!;
    yield take(lines);
  }
  yield take([rest]);
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return "utf-8";
}
