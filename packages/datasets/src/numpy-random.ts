/** The part of NumPy's `RandomState` that published preprocessing uses. */
export interface NumpyRandom {
  /** Row numbers 0, …, rows − 1 as `shuffle` leaves them. */
  shuffled(rows: number): Int32Array;
  /** `rand`: uniform on [0, 1), of 53 bits. */
  rand(): number;
}

const [SIZE, SHIFT] = [624, 397];

/**
 * The Mersenne Twister as NumPy's `RandomState` seeds and uses it, to the bit: for preprocessing
 * that was published as such draws, and for nothing else.
 *
 * Reference: Matsumoto, Nishimura. Mersenne Twister: A 623-Dimensionally Equidistributed Uniform
 * Pseudo-Random Number Generator. ACM TOMACS 8(1), 1998. https://doi.org/10.1145/272991.272995
 */
export function numpyRandom(seed: number): NumpyRandom {
  const state = new Uint32Array(SIZE);
  state[0] = seed;
  for (let i = 1; i < SIZE; i++) {
    const before = state[i - 1]! ^ (state[i - 1]! >>> 30);
    state[i] = Math.imul(1812433253, before) + i;
  }
  let at = SIZE;

  const bits = (): number => {
    if (at === SIZE) {
      twist(state);
      at = 0;
    }
    let y = state[at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
  /** Returns an integer from 0 to `last`, by rejection. */
  const below = (last: number): number => {
    const mask = 2 ** Math.ceil(Math.log2(last + 1)) - 1;
    for (;;) {
      const value = (bits() & mask) >>> 0;
      if (value <= last) return value;
    }
  };

  return {
    shuffled(rows) {
      const order = Int32Array.from({ length: rows }, (_, i) => i);
      for (let i = rows - 1; i > 0; i--) {
        const j = below(i);
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      return order;
    },
    rand: () => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53,
  };
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < SIZE; i++) {
    const y = (state[i]! & 0x80000000) | (state[(i + 1) % SIZE]! & 0x7fffffff);
    state[i] = state[(i + SHIFT) % SIZE]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
  }
}
