import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";

interface BitGridProps {
  readonly bits: ReadonlySignal<readonly number[]>;
  readonly hidden: ReadonlySignal<ReadonlySet<number>>;
  /** P(bit = 1) of hidden bits. */
  readonly chances: ReadonlySignal<ReadonlyMap<number, number>>;
  readonly tool: ReadonlySignal<"flip" | "hide">;
  /** Called with the new value of a bit, or whether it is hidden now. */
  onTouch(place: number, value: number): void;
}

/** A square of bits. One of them is in the order of the Tab key; the arrow keys move among them. */
export function BitGrid({ bits, hidden, chances, tool, onTouch }: BitGridProps): JSX.Element {
  const side = Math.ceil(Math.sqrt(bits.value.length));
  const grid = useRef<HTMLDivElement>(null);
  const focused = useSignal(0);
  const painted = useSignal<number | undefined>(undefined);

  const nextValue = (place: number): number =>
    tool.value === "flip" ? 1 - bits.value[place]! : Number(!hidden.value.has(place));
  const placeAt = (event: PointerEvent): number | undefined => {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const text = under?.closest<HTMLElement>("[data-bit]")?.dataset.bit;
    return text !== undefined && grid.current?.contains(under) ? Number(text) : undefined;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -side, ArrowDown: side }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const next = focused.value + move;
    if (next < 0 || next >= bits.value.length) return;
    focused.value = next;
    grid.current?.querySelector<HTMLElement>(`[data-bit="${next}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no grid
    <div
      ref={grid}
      class={`bit-grid side-${side}`}
      role="group"
      aria-label="The picture, bit by bit"
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        const place = placeAt(event);
        if (place === undefined) return;
        painted.value = nextValue(place);
        onTouch(place, painted.value);
        focused.value = place;
      }}
      onPointerMove={(event) => {
        const place = placeAt(event);
        if (event.buttons !== 1 || place === undefined || painted.value === undefined) return;
        onTouch(place, painted.value);
      }}
    >
      {bits.value.map((bit, i) => {
        const isHidden = hidden.value.has(i);
        const chance = chances.value.get(i);
        const shade = isHidden ? Math.round(10 * (chance ?? bit)) : 10 * bit;
        const name = `Row ${Math.floor(i / side) + 1}, column ${(i % side) + 1}`;
        return (
          <button
            key={i}
            type="button"
            data-bit={i}
            class={`bit shade-${shade} ${isHidden ? "hidden-bit" : ""}`}
            tabIndex={i === focused.value ? 0 : -1}
            aria-pressed={tool.value === "flip" ? bit === 1 : isHidden}
            aria-label={isHidden ? `${name}, hidden, ${bit}` : `${name}, ${bit}`}
            onClick={(event) => {
              // a press of the pointer was handled as it came
              if (event.detail === 0) onTouch(i, nextValue(i));
            }}
          />
        );
      })}
    </div>
  );
}
