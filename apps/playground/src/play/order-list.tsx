import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";

interface OrderListProps {
  readonly labels: readonly string[];
  /** The items from the best to the last. */
  readonly order: Signal<readonly number[]>;
}

/** A list that is ordered by dragging, or by the buttons of each item. */
export function OrderList({ labels, order }: OrderListProps): JSX.Element {
  const list = useRef<HTMLOListElement>(null);
  const dragged = useSignal<number | undefined>(undefined);
  const move = (item: number, to: number): void => {
    const bounded = Math.min(order.value.length - 1, Math.max(0, to));
    if (order.value[bounded] === item) return;
    order.value = order.value.filter((other) => other !== item).toSpliced(bounded, 0, item);
  };
  const onPointerMove = (event: PointerEvent): void => {
    const item = dragged.value;
    if (item === undefined || !list.current) return;
    const rows = [...list.current.children].map((row) => row.getBoundingClientRect());
    const over = rows.findIndex(
      ({ top, bottom }) => event.clientY >= top && event.clientY <= bottom,
    );
    if (over >= 0) move(item, over);
  };
  const drop = (): void => {
    dragged.value = undefined;
  };
  return (
    <ol class="order" ref={list}>
      {order.value.map((item, rank) => (
        <li key={item} class={dragged.value === item ? "dragged" : ""}>
          <span
            class="grip"
            onPointerDown={(event) => {
              event.preventDefault();
              event.currentTarget.setPointerCapture(event.pointerId);
              dragged.value = item;
            }}
            onPointerMove={onPointerMove}
            onPointerUp={drop}
            onPointerCancel={drop}
          >
            <span class="rank">{rank + 1}</span> {labels[item]}
          </span>
          <button
            type="button"
            class="quiet"
            aria-label={`Move ${labels[item]} up`}
            disabled={rank === 0}
            onClick={() => move(item, rank - 1)}
          >
            ↑
          </button>
          <button
            type="button"
            class="quiet"
            aria-label={`Move ${labels[item]} down`}
            disabled={rank === order.value.length - 1}
            onClick={() => move(item, rank + 1)}
          >
            ↓
          </button>
        </li>
      ))}
    </ol>
  );
}
