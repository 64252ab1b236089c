import type { ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { DataTable, shortNumber } from "../ui/data-table.js";
import type { TrainState } from "./train-state.js";

interface PlaneReadingProps {
  readonly state: TrainState;
  readonly marker: ReadonlySignal<readonly [number, number] | undefined>;
}

/** The meaning of the number beside the energy, if it is not a log-density. */
const LOGS: Readonly<Record<string, string>> = {
  joint: "log p(y|x)",
  rmwggis: "log-probability of the cell",
};

/** Number of rows and columns of the table of energies. */
const CELLS = 8;

/** What is shown on the plane, and the energy at the point that was pressed. */
export function PlaneReading({ state, marker }: PlaneReadingProps): JSX.Element {
  const { show, isShowing, trainer, extent } = state;
  const landscape = trainer.landscape.value;
  const toggle = (name: "data" | "samples") => (): void => {
    isShowing.value = { ...isShowing.value, [name]: !isShowing.value[name] };
  };
  const place = marker.value;
  // its energies are −log p(y|x) already
  const isConditional = state.config.value.method === "joint";
  const energy = landscape && place && energyAt(landscape.energies, place, extent.value);
  return (
    <div class="reading">
      <div class="layers">
        {(["density", "energy"] as const).map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="show"
              checked={show.value === name}
              onChange={() => {
                show.value = name;
              }}
            />{" "}
            {name === "density" ? "Density" : "Energy"}
          </label>
        ))}
        <label>
          <input type="checkbox" checked={isShowing.value.data} onChange={toggle("data")} />{" "}
          <span class="key-dot data" /> Data
        </label>
        <label>
          <input type="checkbox" checked={isShowing.value.samples} onChange={toggle("samples")} />{" "}
          <span class="key-dot samples" /> Samples
        </label>
      </div>
      <div class="below">
        <p aria-live="polite">
          {landscape && place && energy !== undefined
            ? `At (${place.map((v) => v.toFixed(2)).join(", ")}): energy ${shortNumber(energy)}, ${LOGS[state.config.value.method] ?? "log-density"} ${shortNumber(-energy - (isConditional ? 0 : landscape.exact))}.`
            : "Press a point of the plane to read the energy there."}
        </p>
        <span class="ramp" aria-hidden="true">
          {show.value === "density" ? "unlikely" : "high"} <i />{" "}
          {show.value === "density" ? "likely" : "low"}
        </span>
      </div>
      <DataTable
        title="Energies on a grid: numbers"
        columns={["y \\ x", ...centers(extent.value).map((x) => x.toFixed(1))]}
        rows={landscape ? gridRows(landscape.energies, extent.value) : []}
      />
    </div>
  );
}

const centers = (extent: number): number[] =>
  Array.from({ length: CELLS }, (_, i) => ((2 * i + 1) / CELLS - 1) * extent);

function gridRows(energies: Float32Array, extent: number): (number | string)[][] {
  const places = centers(extent);
  return places
    .toReversed()
    .map((y) => [y.toFixed(1), ...places.map((x) => energyAt(energies, [x, y], extent))]);
}

function energyAt(
  energies: Float32Array,
  [x, y]: readonly [number, number],
  extent: number,
): number {
  const side = Math.round(Math.sqrt(energies.length));
  const cell = (share: number): number => Math.min(side - 1, Math.max(0, Math.floor(share * side)));
  return energies[cell((1 - y / extent) / 2) * side + cell((x / extent + 1) / 2)]!;
}
