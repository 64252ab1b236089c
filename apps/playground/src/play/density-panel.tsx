import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { PlaneCanvas } from "../train/plane-canvas.js";
import { DataTable, shortNumber } from "../ui/data-table.js";
import { Range, Select } from "../ui/fields.js";
import type { PlayWindow } from "../worker/play-messages.js";
import { ColumnFields } from "./column-fields.js";
import { latest } from "./latest.js";
import type { Loaded, PlayState } from "./play-state.js";
import { WindowFields } from "./window-fields.js";

interface DensityPanelProps {
  readonly state: PlayState;
  readonly model: Loaded;
}

const SIDE = 96;
const CHAINS = 200;

/** A density: a picture of two columns, a reading at a point, and chains that walk. */
export function DensityPanel({ state, model }: DensityPanelProps): JSX.Element {
  const { columns, isNormalized } = model.facts;
  const x = useSignal(model.x);
  const axes = useSignal<readonly [number, number]>([0, Math.min(1, columns.length - 1)]);
  const low = useSignal(columns.map((column) => column.low));
  const high = useSignal(columns.map((column) => column.high));
  const grid = useSignal<Float32Array | undefined>(undefined);
  const walkers = useSignal<Float64Array | undefined>(
    model.start?.chains && scattered(model.start.chains),
  );
  const isWalking = useSignal(false);
  const { start } = model;
  const stepSize = useSignal(start?.stepSize ?? 0.002);
  const reading = useSignal(
    "Press a point to read the energy, the score and the log-density there.",
  );
  const shown = useSignal<"density" | "energy">(start?.show ?? "density");
  const area = useComputed((): PlayWindow => {
    const [a, b] = axes.value;
    return {
      axes: [a, b],
      low: [low.value[a]!, low.value[b]!],
      high: [high.value[a]!, high.value[b]!],
      fixed: x.value,
    };
  });
  const ask = useMemo(
    () =>
      latest(async (window: PlayWindow) => {
        grid.value = await state.client.grid(window, SIDE);
      }),
    [state, grid],
  );
  useSignalEffect(() => ask(area.value));
  useEffect(
    () => () => {
      isWalking.value = false;
    },
    [isWalking],
  );
  const energies = useComputed(() => grid.value?.map((value) => -value));

  const read = latest(async (u: number, v: number) => {
    const window = area.peek();
    const { values, slopes } = await state.client.look(window, Float64Array.of(u, v));
    const place = [u, v].map((share, k) => at(window, k, share));
    const score = [...slopes].map((s, k) => (2 * s) / (window.high[k]! - window.low[k]!));
    const names = `(${place.map((value) => shortNumber(Number(value.toFixed(3)))).join(", ")})`;
    reading.value = `At ${names}: energy ${shortNumber(-values[0]!)}, score (${score.map(shortNumber).join(", ")})${isNormalized ? `, log-density ${shortNumber(values[0]!)}` : ""}.`;
  });
  const walk = async (): Promise<void> => {
    isWalking.value = !isWalking.value;
    walkers.value ??= scattered();
    while (isWalking.value) {
      const move = { points: walkers.value!, stepSize: stepSize.value, steps: 3 };
      const moved = await state.client.walk(area.value, move);
      if (!isWalking.value) return;
      walkers.value = moved;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  };
  const mass = useComputed(() => massOf(grid.value, area.value));
  return (
    <div class="panels density">
      <section class="stage">
        <PlaneCanvas
          picture={() => ({
            energies: energies.value,
            show: shown.value,
            points: [],
            walkers: walkers.value,
            extent: 1,
          })}
          label="The density. Press a point to read it, or move with the arrow keys."
          onInspect={read}
        />
        <p class="below" aria-live="polite">
          {reading.value}
        </p>
        <DataTable
          title="Log-densities on a grid: numbers"
          columns={["y \\ x", ...CELLS.map((share) => axisText(area.value, 0, share))]}
          rows={grid.value ? tableOf(grid.value, area.value) : []}
        />
      </section>
      <section>
        <h2>Langevin samples</h2>
        <p class="help">
          Each of {CHAINS} points moves up the slope of the density, with noise, and is accepted or
          rejected so that it samples the model.
        </p>
        <div class="row">
          <button type="button" class="primary" onClick={() => void walk()}>
            {isWalking.value ? "Stop" : "Walk"}
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              walkers.value = scattered(start?.chains);
            }}
          >
            Scatter
          </button>
        </div>
        <div class="settings">
          <Range
            label="Step size"
            value={stepSize.value}
            values={[0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02]}
            onChange={(value) => {
              stepSize.value = value;
            }}
          />
          <Select
            label="Show"
            value={shown.value}
            options={{ density: "the density", energy: "the energy" }}
            onChange={(value) => {
              shown.value = value;
            }}
          />
          <WindowFields columns={columns} axes={axes} low={low} high={high} />
          <ColumnFields columns={columns} x={x} without={axes.value} />
        </div>
        {isNormalized && columns.length === 2 && Number.isFinite(mass.value) && (
          <p class="help">
            The square holds {(100 * mass.value).toFixed(1)} % of the probability, by quadrature.
          </p>
        )}
      </section>
    </div>
  );
}

const at = ({ low, high }: PlayWindow, k: number, share: number): number =>
  low[k]! + ((share + 1) / 2) * (high[k]! - low[k]!);

const axisText = (window: PlayWindow, k: number, share: number): string =>
  shortNumber(Number(at(window, k, share).toPrecision(3)));

/** Points about a place, or anywhere. */
function scattered(place?: readonly [number, number]): Float64Array {
  return Float64Array.from({ length: 2 * CHAINS }, (_, i) => {
    const noise = 2 * Math.random() - 1;
    return place ? place[i % 2]! + 0.04 * noise : noise;
  });
}

/** Centers of the cells of a table. */
const CELLS = Array.from({ length: 8 }, (_, i) => (2 * i + 1) / 8 - 1);

function tableOf(grid: Float32Array, window: PlayWindow): (string | number)[][] {
  const cell = (share: number): number => Math.floor(((share + 1) / 2) * SIDE);
  return CELLS.toReversed().map((y) => [
    axisText(window, 1, y),
    ...CELLS.map((x) => grid[(SIDE - 1 - cell(y)) * SIDE + cell(x)]!),
  ]);
}

function massOf(grid: Float32Array | undefined, { low, high }: PlayWindow): number {
  if (!grid) return Number.NaN;
  const area = (high[0] - low[0]) * (high[1] - low[1]);
  return (grid.reduce((sum, value) => sum + Math.exp(value), 0) * area) / grid.length;
}
