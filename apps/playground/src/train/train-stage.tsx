import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { PlaneCanvas } from "./plane-canvas.js";
import { PlaneReading } from "./plane-reading.js";
import { MOST_ROWS } from "./read-csv.js";
import type { TrainState } from "./train-state.js";
import { TrainToolbar } from "./train-toolbar.js";

/** The plane of a run, with its buttons above and a reading below. */
export function TrainStage({ state }: { readonly state: TrainState }): JSX.Element {
  const marker = useSignal<readonly [number, number] | undefined>(undefined);
  const isOwn = state.config.value.data === "own";
  const draw = (points: readonly number[]): void => {
    const all = [...state.own.value, ...points];
    state.own.value = Float32Array.from(all.slice(-2 * MOST_ROWS));
    state.change({});
  };
  return (
    <section class="stage" aria-label="The plane">
      <TrainToolbar state={state} />
      <PlaneCanvas
        picture={() => {
          const { data, samples } = state.isShowing.value;
          return {
            energies: state.trainer.landscape.value?.energies,
            show: state.show.value,
            points: data ? state.points.value : [],
            walkers: samples ? state.trainer.walkers.value : undefined,
            extent: state.extent.value,
          };
        }}
        label={
          isOwn
            ? "The plane. Press to add points, or move with the arrow keys and press Enter."
            : "The plane. Press a point to read the energy there, or move with the arrow keys."
        }
        onDraw={isOwn ? draw : undefined}
        onInspect={(x, y) => {
          marker.value = [x, y];
        }}
      />
      <PlaneReading state={state} marker={marker} />
    </section>
  );
}
