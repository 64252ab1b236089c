import { foldIn, type Key, uniform } from "@ebm/core";

const LETTERS = Buffer.from("\"'{}[]<>&%,;:>?\\@#=\n\r\t \0e.-+019aN");

/**
 * Returns bytes with one to four changes that a key decides: cuts, replacements, repeats or
 * insertions.
 */
export function mutate(bytes: Uint8Array, key: Key): Uint8Array<ArrayBuffer> {
  let mutated: Buffer = Buffer.from(bytes);
  const draws = uniform(foldIn(key, 0), 1 + 4 * 4);
  const changes = 1 + Math.floor(draws[0]! ** 2 * 4);
  for (let i = 0; i < changes; i++) {
    const [kind, where, size, what] = draws.subarray(1 + 4 * i, 5 + 4 * i) as unknown as number[];
    const start = Math.floor(where! * mutated.length);
    const [head, tail] = [mutated.subarray(0, start), mutated.subarray(start)];
    const length = Math.floor(size! ** 4 * 64) + 1;
    const pasted = (): Buffer => {
      if (what! < 0.2) return Buffer.alloc(length, 0xff);
      if (what! < 0.4) return Buffer.alloc(length);
      if (what! < 0.7) return Buffer.from([LETTERS[Math.floor(what! * 997) % LETTERS.length]!]);
      return Buffer.from([Math.floor(what! * 7919) % 256]);
    };
    if (kind! < 0.1) mutated = Buffer.from(head);
    else if (kind! < 0.25) mutated = Buffer.concat([head, tail.subarray(length)]);
    else if (kind! < 0.4) mutated = Buffer.concat([head, tail.subarray(0, length), tail]);
    else if (kind! < 0.5) mutated = Buffer.concat([head, pasted(), tail]);
    else {
      const paste = pasted();
      mutated = Buffer.concat([head, paste, tail.subarray(paste.length)]);
    }
  }
  return Uint8Array.from(mutated);
}
