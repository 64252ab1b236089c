import { EbmError } from "@ebm/core";
import type { Packed, Traced } from "@ebm/trace";
import type { Session } from "../runtimes/runtime.js";
import type { SessionOptions } from "../session.js";
import { sizeOf } from "./plan/access.js";

/** The exports of a compiled file. */
export interface NativeModule {
  /** Starts threads, which look for work for `spin` µs after a run. */
  open(threads: number, spin: number): object;
  run(session: object, arena: ArrayBufferView, ...arrays: readonly ArrayBufferView[]): void;
  close(session: object): void;
}

interface NativeOptions extends SessionOptions {
  readonly constants: readonly ArrayBufferView[];
  /** The size of the memory. */
  readonly bytes: number;
}

/** Returns the session of a compiled function. It has memory of its own; the code may be shared. */
export function nativeSession(
  module: NativeModule,
  { inputs, outputs }: Traced,
  { constants, bytes, threads = 1, spin = 0 }: NativeOptions,
): Session {
  const session = module.open(threads, spin);
  // The code begins at the first multiple of 64 bytes.
  const arena = new Uint8Array(bytes + 64);
  const names = Object.keys(inputs);
  const results = Object.entries(outputs);
  return {
    async run(feeds, into = {}) {
      const written: Record<string, Packed> = {};
      for (const [name, { shape }] of results) {
        written[name] = into[name] ?? { data: new Float32Array(sizeOf(shape)), shape };
        checkSize(name, written[name], shape);
      }
      const arrays = names.map((name) => feeds[name]!.data);
      const targets = results.map(([name]) => written[name]!.data);
      module.run(session, arena, ...arrays, ...targets, ...constants);
      return written;
    },
    async dispose() {
      module.close(session);
    },
  };
}

/** Refuses an array that the code would write beyond. */
function checkSize(name: string, { data }: Packed, shape: readonly number[]): void {
  const size = sizeOf(shape);
  if (data instanceof Float32Array && data.length === size) return;
  const found = `a ${data.constructor.name} of ${data.length}`;
  throw new EbmError(`native: \`${name}\` is ${found}, expected a Float32Array of ${size}.`);
}
