import { type ReadonlySignal, signal } from "@preact/signals";
import type { PlayAnswer, PlayRequest, PlayWindow } from "../worker/play-messages.js";
import type { Answers } from "./answers.js";
import type { FilledSweep } from "./fill-bits.js";
import type { ModelFacts } from "./model-facts.js";

/** A model in a worker. Requests are answered in their order. */
export interface PlayClient {
  /** The share of the runtime that has loaded. */
  readonly loaded: ReadonlySignal<number>;
  load(bytes: Uint8Array): Promise<ModelFacts>;
  /** log p on a grid, row by row from the top. */
  grid(window: PlayWindow, side: number): Promise<Float32Array>;
  look(
    window: PlayWindow,
    points: Float64Array,
  ): Promise<{ readonly values: Float32Array; readonly slopes: Float64Array }>;
  walk(
    window: PlayWindow,
    move: { readonly points: Float64Array; readonly stepSize: number; readonly steps: number },
  ): Promise<Float64Array>;
  /** The answers at x; undefined if there are too many y to go through. */
  answers(x: readonly number[]): Promise<Answers | undefined>;
  /** log p of one row. */
  row(x: readonly number[], y?: readonly number[]): Promise<number>;
  fill(bits: readonly number[], hidden: readonly number[]): Promise<FilledSweep>;
}

type Asked<T = PlayRequest> = T extends PlayRequest ? Omit<T, "id"> : never;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Makes a client. Its worker starts with the first request. */
export function createPlayClient(): PlayClient {
  const loaded = signal(0);
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let count = 0;

  const open = (): Worker => {
    const opened = new Worker(new URL("../worker/play-worker.ts", import.meta.url), {
      type: "module",
    });
    opened.onmessage = ({ data }: MessageEvent<PlayAnswer>) => {
      if ("loading" in data) {
        loaded.value = data.loading;
        return;
      }
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if ("problem" in data) asked?.reject(new Error(data.problem));
      else asked?.resolve(data.value);
    };
    opened.onerror = () => {
      const error = new Error("The model program did not load. Reload the page to try again.");
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    return opened;
  };
  const ask = <T>(request: Asked): Promise<T> => {
    worker ??= open();
    const id = count++;
    worker.postMessage({ id, ...request });
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
    });
  };

  return {
    loaded,
    load: (bytes) => ask({ type: "load", bytes }),
    grid: (window, side) => ask({ type: "grid", window, side }),
    look: (window, points) => ask({ type: "look", window, points }),
    walk: (window, move) => ask({ type: "walk", window, ...move }),
    answers: (x) => ask({ type: "answers", x }),
    row: (x, y) => ask({ type: "row", x, ...(y && { y }) }),
    fill: (bits, hidden) => ask({ type: "fill", bits, hidden }),
  };
}
