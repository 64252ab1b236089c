import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Example, examples } from "./examples.js";
import type { ModelFacts } from "./model-facts.js";
import { createPlayClient, type PlayClient } from "./play-client.js";

/** How a density is shown at first. */
export interface DensityStart {
  readonly show: "density" | "energy";
  /** Where all chains start, on [−1, 1]². Default: anywhere. */
  readonly chains?: readonly [number, number];
  readonly stepSize?: number;
}

/** A loaded model, and the values that its columns start with. */
export interface Loaded {
  /** Counts the models that were loaded. */
  readonly number: number;
  readonly start: DensityStart | undefined;
  readonly facts: ModelFacts;
  readonly title: string;
  readonly x: readonly number[];
}

export interface PlayState {
  readonly client: PlayClient;
  /** The example that is chosen; undefined for a file of the user. */
  readonly example: ReadonlySignal<Example | undefined>;
  readonly loaded: ReadonlySignal<Loaded | undefined>;
  readonly isLoading: ReadonlySignal<boolean>;
  readonly problem: Signal<string>;
  open(example: Example, start?: DensityStart): Promise<void>;
  openFile(file: File): Promise<void>;
}

/** Makes the state of the view that plays with a model. */
export function createPlayState(): PlayState {
  const client = createPlayClient();
  const example = signal<Example>();
  const loaded = signal<Loaded>();
  const isLoading = signal(false);
  const problem = signal("");

  let count = 0;
  const load = async (
    title: string,
    read: () => Promise<ArrayBuffer>,
    { from, start }: { readonly from?: Example; readonly start?: DensityStart | undefined } = {},
  ): Promise<void> => {
    const number = ++count;
    batch(() => {
      isLoading.value = true;
      problem.value = "";
      example.value = from;
    });
    try {
      const facts = withRanges(await client.load(new Uint8Array(await read())), from);
      const x = from?.x ?? facts.columns.map(({ low, high }) => (low + high) / 2);
      if (number !== count) return; // another model was chosen meanwhile
      loaded.value = { number, start, facts, title, x: rounded(x, facts) };
    } catch (error) {
      if (number !== count) return;
      problem.value = error instanceof Error ? error.message : String(error);
    }
    isLoading.value = false;
  };
  return {
    client,
    example,
    loaded,
    isLoading,
    problem,
    open: (chosen, start) =>
      load(
        chosen.title,
        async () => {
          const response = await fetch(chosen.file).catch(() => undefined);
          if (!response?.ok) throw new Error("The example did not load. Check the network.");
          return response.arrayBuffer();
        },
        { from: chosen, start },
      ),
    openFile: (file) => load(file.name, () => file.arrayBuffer()),
  };
}

/** Returns the example of a kind. */
export function exampleOf(kind: string | null): Example {
  const all = examples();
  return all.find((example) => example.kind === kind) ?? all[0]!;
}

function withRanges(facts: ModelFacts, from: Example | undefined): ModelFacts {
  const ranges = from?.ranges;
  if (!ranges) return facts;
  const columns = facts.columns.map((column, j) => {
    const [low, high] = ranges[j]!;
    return { ...column, low, high };
  });
  return { ...facts, columns };
}

/** A category has a whole number. */
function rounded(x: readonly number[], { columns }: ModelFacts): readonly number[] {
  return x.map((value, j) => (columns[j]!.categories.length > 0 ? Math.floor(value) : value));
}
