import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { Bar, percent } from "../ui/bars.js";
import { shortNumber } from "../ui/data-table.js";
import type { Answers } from "./answers.js";
import { ColumnFields } from "./column-fields.js";
import { latest } from "./latest.js";
import { MOST_LABELS } from "./members.js";
import type { Loaded, PlayState } from "./play-state.js";

interface LabelsPanelProps {
  readonly state: PlayState;
  readonly model: Loaded;
}

/** A model of sets of labels: sliders for x, a box for each label, and what is likely. */
export function LabelsPanel({ state, model }: LabelsPanelProps): JSX.Element {
  const { facts } = model;
  const { labels, columns, isNormalized } = facts;
  const x = useSignal(model.x);
  const set = useSignal<readonly number[]>(labels.map((_, i) => (i === 0 ? 1 : 0)));
  const answers = useSignal<Answers | undefined>(undefined);
  const alone = useSignal(Number.NaN);
  const ask = useMemo(
    () =>
      latest(async (at: readonly number[], y: readonly number[]) => {
        answers.value = await state.client.answers(at);
        if (!answers.value) alone.value = await state.client.row(at, y);
      }),
    [state, answers, alone],
  );
  useSignalEffect(() => ask(x.value, set.value));

  const found = answers.value;
  const place = set.value.reduce((sum, bit, i) => sum + bit * 2 ** i, 0);
  const logProb = found ? found.logProbs[place]! : alone.value;
  const nameOf = (index: number): string => {
    const names = labels.filter((_, i) => (index >> i) & 1);
    return names.length > 0 ? names.join(", ") : "nothing";
  };
  return (
    <div class="panels">
      <section>
        <h2>Input x</h2>
        <div class="settings">
          <ColumnFields columns={columns} x={x} />
        </div>
      </section>
      <section>
        <h2>Labels y</h2>
        <ul class="choices">
          {labels.map((label, i) => (
            <li key={label}>
              <label>
                <input
                  type="checkbox"
                  checked={set.value[i] === 1}
                  onChange={() => {
                    set.value = set.value.with(i, 1 - set.value[i]!);
                  }}
                />{" "}
                {label}
              </label>
              {found && <Bar share={found.marginals[i]!} />}
            </li>
          ))}
        </ul>
        <p class="answer" aria-live="polite">
          <span>Probability of this set</span>
          <strong>{found || isNormalized ? percent(Math.exp(logProb)) : "–"}</strong>
          <small>log p = {shortNumber(logProb)}</small>
        </p>
      </section>
      <section>
        <h2>Likeliest sets</h2>
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
                      set.value = labels.map((_, i) => (index >> i) & 1);
                    }}
                  >
                    {nameOf(index)}
                  </button>
                  <Bar share={Math.exp(found.logProbs[index]!)} />
                </li>
              ))}
            </ol>
            <LogSum found={found} isNormalized={isNormalized} count={2 ** labels.length} />
          </>
        ) : (
          <p class="help">
            {labels.length > MOST_LABELS &&
              `There are 2^${labels.length} sets, too many to go through in a page. Up to ${MOST_LABELS} labels it shows marginals and the likeliest sets.`}
          </p>
        )}
      </section>
    </div>
  );
}

interface LogSumProps {
  readonly found: Answers;
  readonly isNormalized: boolean;
  /** Number of members. */
  readonly count: number;
}

/** A sentence on how well the log-partition is learned. */
export function LogSum({ found, isNormalized, count }: LogSumProps): JSX.Element {
  const size = count.toLocaleString("en");
  return (
    <p class="help">
      {isNormalized
        ? `The file's probabilities of all ${size} possibilities add up to ${shortNumber(Math.exp(found.logSum))}: its learned log Z(x) is off by ${shortNumber(Math.abs(found.logSum))} nats here. The page divides by the sum.`
        : `log Σ exp(−E) over all ${size} possibilities is ${shortNumber(found.logSum)}.`}
    </p>
  );
}
