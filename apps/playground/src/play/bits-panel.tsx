import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { DataTable, shortNumber } from "../ui/data-table.js";
import { BitGrid } from "./bit-grid.js";
import { digits } from "./digits.js";
import { latest } from "./latest.js";
import type { Loaded, PlayState } from "./play-state.js";

interface BitsPanelProps {
  readonly state: PlayState;
  readonly model: Loaded;
}

type Tool = "flip" | "hide";

/** A model of bits: a picture to change, parts to hide, and Gibbs sampling that fills them in. */
export function BitsPanel({ state, model }: BitsPanelProps): JSX.Element {
  const size = model.facts.columns.length;
  const isDigit = size === 64;
  const bits = useSignal<readonly number[]>(
    isDigit ? digits()[8]! : new Array<number>(size).fill(0),
  );
  const hidden = useSignal<ReadonlySet<number>>(new Set(isDigit ? lowerHalf(size) : []));
  const chances = useSignal<ReadonlyMap<number, number>>(new Map());
  const tool = useSignal<Tool>("flip");
  const isFilling = useSignal(false);
  const sweeps = useSignal(0);
  const logProb = useSignal(Number.NaN);
  const ask = useMemo(
    () =>
      latest(async (x: readonly number[]) => {
        logProb.value = await state.client.row(x);
      }),
    [state, logProb],
  );
  useSignalEffect(() => ask(bits.value));
  useEffect(
    () => () => {
      isFilling.value = false;
    },
    [isFilling],
  );

  const fill = async (): Promise<void> => {
    isFilling.value = !isFilling.value;
    while (isFilling.value && hidden.value.size > 0) {
      const swept = await state.client.fill(bits.value, [...hidden.value]);
      if (!isFilling.value) return;
      bits.value = swept.bits;
      const averaged = new Map(chances.value);
      for (const [place, chance] of swept.chances) {
        averaged.set(place, 0.8 * (chances.value.get(place) ?? chance) + 0.2 * chance);
      }
      chances.value = averaged;
      sweeps.value++;
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    isFilling.value = false;
  };
  const restart = (): void => {
    chances.value = new Map();
    sweeps.value = 0;
  };
  const touch = (place: number, value: number): void => {
    if (tool.value === "flip") {
      bits.value = bits.value.with(place, value);
      return;
    }
    const next = new Set(hidden.value);
    if (value === 1) next.add(place);
    else next.delete(place);
    hidden.value = next;
    restart();
  };
  const rows = useComputed(() =>
    bits.value.map((bit, i) => [
      model.facts.columns[i]!.name,
      hidden.value.has(i) ? "yes" : "no",
      bit,
      chances.value.get(i) ?? Number.NaN,
    ]),
  );
  return (
    <div class="panels bits">
      <section>
        <BitGrid bits={bits} hidden={hidden} chances={chances} tool={tool} onTouch={touch} />
        <p class="help">
          Press or sweep over the picture, or move with the arrow keys and press Space. Hidden bits
          have a ring; their shade is the chance that they are 1.
        </p>
      </section>
      <section>
        <h2>Picture</h2>
        <div class="layers">
          {(["flip", "hide"] as const).map((name) => (
            <label key={name}>
              <input
                type="radio"
                name="tool"
                checked={tool.value === name}
                onChange={() => {
                  tool.value = name;
                }}
              />{" "}
              {name === "flip" ? "Draw bits" : "Hide bits"}
            </label>
          ))}
        </div>
        <div class="row">
          <button
            type="button"
            class="primary"
            disabled={hidden.value.size === 0}
            onClick={() => void fill()}
          >
            {isFilling.value ? "Stop" : "Fill in"}
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              hidden.value = new Set(hidden.value.size > 0 ? [] : lowerHalf(size));
              restart();
            }}
          >
            {hidden.value.size > 0 ? "Hide nothing" : "Hide the lower half"}
          </button>
        </div>
        {isDigit && (
          <fieldset class="row" aria-label="Digits to start from">
            {digits().map((digit, i) => (
              <button
                key={i}
                type="button"
                class="quiet small"
                aria-label={`Digit ${i}`}
                onClick={() => {
                  bits.value = digit;
                  restart();
                }}
              >
                {i}
              </button>
            ))}
          </fieldset>
        )}
        <p class="answer" aria-live="polite">
          <span>log p of the picture</span>
          <strong>{shortNumber(logProb.value)}</strong>
          <small>
            {sweeps.value === 0
              ? `${hidden.value.size} of ${size} bits are hidden`
              : `after ${sweeps.value} sweeps of Gibbs sampling`}
          </small>
        </p>
        <DataTable
          title="Bits: numbers"
          columns={["bit", "hidden", "value", "P(1)"]}
          rows={rows.value}
        />
      </section>
    </div>
  );
}

const lowerHalf = (size: number): number[] =>
  Array.from({ length: size >> 1 }, (_, i) => i + size - (size >> 1));
