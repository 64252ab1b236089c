import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { PlaneConfig } from "../plane/plane-config.js";
import { planePoints } from "../plane/plane-points.js";
import { createTrainer, type Trainer } from "./trainer.js";

export interface TrainState {
  readonly config: Signal<PlaneConfig>;
  /** The points that the user drew or dropped, packed. */
  readonly own: Signal<Float32Array>;
  readonly show: Signal<"density" | "energy">;
  readonly isShowing: Signal<{ readonly data: boolean; readonly samples: boolean }>;
  readonly points: ReadonlySignal<ArrayLike<number>>;
  /** Half the width of the square that is shown. */
  readonly extent: ReadonlySignal<number>;
  readonly trainer: Trainer;
  /** Changes settings. A run that is going on starts again. */
  change(settings: Partial<PlaneConfig>): void;
  start(): void;
}

/** Makes the state of the view that trains. */
export function createTrainState(config: PlaneConfig, points: Float32Array): TrainState {
  const state = signal(config);
  const own = signal(points);
  const trainer = createTrainer();
  const set = computed(() => `${state.value.data} ${state.value.seed}`);
  const drawn = computed(() => {
    void set.value;
    const { data, seed } = state.peek();
    return data === "own" ? undefined : planePoints(data, seed).data;
  });
  const all = computed((): ArrayLike<number> => drawn.value ?? own.value);
  const extent = computed(() => {
    const largest = Array.prototype.reduce.call(
      all.value,
      (most, x) => Math.max(most as number, Math.abs(x as number)),
      0,
    ) as number;
    return state.value.data === "own" ? 3 : Math.min(5, Math.max(2.4, 1.3 * largest));
  });
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const start = (): void => {
    clearTimeout(waiting);
    const isOwn = state.value.data === "own";
    if (isOwn && own.value.length < 20) trainer.reset();
    else trainer.start(state.value, isOwn ? own.value : new Float32Array(0), extent.value);
  };
  return {
    config: state,
    own,
    show: signal("density"),
    isShowing: signal({ data: true, samples: true }),
    points: all,
    extent,
    trainer,
    change(settings) {
      const isActive = trainer.status.value !== "idle";
      state.value = { ...state.value, ...settings };
      if (!isActive) return;
      trainer.reset();
      clearTimeout(waiting);
      waiting = setTimeout(start, 300);
    },
    start,
  };
}
