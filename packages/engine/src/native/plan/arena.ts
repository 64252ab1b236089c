import type { Buffer } from "./access.js";
import type { Plan } from "./make-plan.js";

/** The places of buffers in one piece of memory, in bytes. */
export interface Arena {
  readonly offsets: ReadonlyMap<Buffer, number>;
  readonly size: number;
}

/** Vectors of every width may begin at multiples of this. */
const ALIGNMENT = 64;

interface Span {
  readonly buffer: Buffer;
  readonly bytes: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Gives each buffer that groups write a place of its own while it is needed. Others use the place later.
 */
export function arrange({ groups, homes }: Plan): Arena {
  const offsets = new Map<Buffer, number>();
  // A buffer that holds parts is needed from the first of its parts to its own last use.
  const spans = new Map<Buffer, { first: number; last: number }>();
  const use = (buffer: Buffer, group: number): void => {
    const home = homes.get(buffer)!;
    if (home.kind === "part") {
      use(home.whole, group);
      return;
    }
    const { first = group, last = group } = spans.get(buffer) ?? {};
    spans.set(buffer, { first: Math.min(first, group), last: Math.max(last, group) });
  };
  for (const [i, { reads, writes }] of groups.entries()) {
    for (const buffer of [...reads, ...writes]) use(buffer, i);
  }
  const isRead = new Set(
    groups.flatMap(({ reads }, i) => [...reads].filter(({ group }) => group !== i)),
  );
  const needed = [...spans]
    .filter(([buffer]) => homes.get(buffer)!.kind === "arena")
    .filter(([buffer]) => isRead.has(buffer) || holdsParts(buffer) || isOfKernel(buffer))
    .map(([buffer, span]): Span => ({ buffer, bytes: aligned(bytesOf(buffer)), ...span }))
    .sort((a, b) => a.first - b.first || b.bytes - a.bytes);

  let size = 0;
  const placed: (Span & { readonly offset: number })[] = [];
  for (const span of needed) {
    const alive = placed
      .filter(({ first, last }) => first <= span.last && last >= span.first)
      .sort((a, b) => a.offset - b.offset);
    let offset = 0;
    for (const other of alive) {
      if (other.offset - offset >= span.bytes) break;
      offset = Math.max(offset, other.offset + other.bytes);
    }
    placed.push({ ...span, offset });
    offsets.set(span.buffer, offset);
    size = Math.max(size, offset + span.bytes);
  }
  return { offsets, size };

  /** Kernels write all of their results, read or not. */
  function isOfKernel({ group }: Buffer): boolean {
    return !("members" in groups[group]!);
  }

  function holdsParts(buffer: Buffer): boolean {
    return [...homes.values()].some((home) => home.kind === "part" && home.whole === buffer);
  }
}

function bytesOf({ dtype, size }: Buffer): number {
  return size * { float32: 4, int32: 4, int64: 8, bool: 1 }[dtype];
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
