import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { Bar, percent } from "../ui/bars.js";
import { shortNumber } from "../ui/data-table.js";
import type { Answers } from "./answers.js";
import { ColumnFields } from "./column-fields.js";
import { LogSum } from "./labels-panel.js";
import { latest } from "./latest.js";
import { MOST_ITEMS, membersOf, weightsOf } from "./members.js";
import { OrderList } from "./order-list.js";
import type { Loaded, PlayState } from "./play-state.js";

interface RankingPanelProps {
  readonly state: PlayState;
  readonly model: Loaded;
}

/** A model of orders: sliders for x, a list to drag, and what is likely. */
export function RankingPanel({ state, model }: RankingPanelProps): JSX.Element {
  const { facts } = model;
  const { labels, columns, isNormalized } = facts;
  const x = useSignal(model.x);
  const order = useSignal<readonly number[]>(labels.map((_, i) => i));
  const answers = useSignal<Answers | undefined>(undefined);
  const alone = useSignal(Number.NaN);
  const members = useMemo(() => membersOf(facts), [facts]);
  const ask = useMemo(
    () =>
      latest(async (at: readonly number[], chosen: readonly number[]) => {
        answers.value = await state.client.answers(at);
        if (!answers.value) alone.value = await state.client.row(at, weightsOf(chosen));
      }),
    [state, answers, alone],
  );
  useSignalEffect(() => ask(x.value, order.value));

  const orderOf = (index: number): number[] => {
    const row = members!.rows.subarray(index * labels.length, (index + 1) * labels.length);
    return Array.from(row.keys()).sort((a, b) => row[b]! - row[a]!);
  };
  const found = answers.value;
  const place = members ? placeOf(members.rows, weightsOf(order.value)) : -1;
  const logProb = found ? found.logProbs[place]! : alone.value;
  return (
    <div class="panels">
      <section>
        <h2>Input x</h2>
        <div class="settings">
          <ColumnFields columns={columns} x={x} />
        </div>
        {found && (
          <>
            <h2 class="next">Chance to come first</h2>
            <ul class="choices">
              {labels.map((label, i) => (
                <li key={label}>
                  {label} <Bar share={found.marginals[i]!} />
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      <section>
        <h2>Order y, the best first</h2>
        <OrderList labels={labels} order={order} />
        <p class="answer" aria-live="polite">
          <span>Probability of this order</span>
          <strong>{found || isNormalized ? percent(Math.exp(logProb)) : "–"}</strong>
          <small>log p = {shortNumber(logProb)}</small>
        </p>
      </section>
      <section>
        <h2>Likeliest orders</h2>
        {found ? (
          <>
            <ol class="choices">
              {found.top.map((index) => (
                <li key={index}>
                  <button
                    type="button"
                    class="pick"
                    aria-pressed={index === place}
                    onClick={() => {
                      order.value = orderOf(index);
                    }}
                  >
                    {orderOf(index)
                      .map((item) => labels[item])
                      .join(" › ")}
                  </button>
                  <Bar share={Math.exp(found.logProbs[index]!)} />
                </li>
              ))}
            </ol>
            <LogSum found={found} isNormalized={isNormalized} count={members!.count} />
          </>
        ) : (
          <p class="help">
            {labels.length > MOST_ITEMS &&
              `The orders of ${labels.length} items are too many to go through in a page. Up to ${MOST_ITEMS} items it shows the likeliest.`}
          </p>
        )}
      </section>
    </div>
  );
}

function placeOf(rows: Float32Array, y: readonly number[]): number {
  const width = y.length;
  const row = Float32Array.from(y);
  for (let i = 0; i < rows.length; i += width) {
    if (row.every((value, j) => rows[i + j] === value)) return i / width;
  }
  return -1;
}
