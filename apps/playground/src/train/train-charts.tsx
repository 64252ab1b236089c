import type { JSX } from "preact";
import { shortNumber } from "../ui/data-table.js";
import { LineChart } from "../ui/line-chart.js";
import type { TrainState } from "./train-state.js";

/** The curves of a run, and its numbers. */
export function TrainCharts({ state }: { readonly state: TrainState }): JSX.Element {
  const { history, status } = state.trainer;
  const { losses, looks, exact, learned, pace, parameters, gradNorm } = history.value;
  const { method } = state.config.value;
  const isStarted = status.value !== "idle";
  const steps = losses.map((_, i) => i + 1);
  const learns = learned.length > 0 || ["snl", "nce", "joint"].includes(method);
  const isSum = method === "joint" || method === "rmwggis";
  const gap = learned.length > 0 ? learned.at(-1)! - exact.at(-1)! : Number.NaN;
  return (
    <section class="charts" aria-label="Curves">
      <LineChart
        title="Loss"
        xLabel="step"
        empty="The loss of each step shows here."
        lines={[
          { name: "each step", tone: "model", x: steps, y: losses, isFaint: true },
          { name: "smoothed", tone: "model", x: steps, y: smoothed(losses) },
        ]}
      />
      <LineChart
        title="log Z"
        xLabel="step"
        empty="The log-partition shows here: learned, and by quadrature."
        lines={[
          ...(learns
            ? [
                {
                  name: method === "joint" ? "learned τ" : "learned b",
                  tone: "model" as const,
                  x: looks,
                  y: learned,
                },
              ]
            : []),
          { name: isSum ? "sum over states" : "quadrature", tone: "truth", x: looks, y: exact },
        ]}
      />
      <Check state={state} />
      <dl class="tiles">
        <Tile
          name={method === "joint" ? "Gap τ − log Z" : "Gap b − log Z"}
          value={isStarted && learns ? shortNumber(gap) : "–"}
        />
        <Tile name="Gradient norm" value={losses.length > 0 ? shortNumber(gradNorm) : "–"} />
        <Tile name="Parameters" value={parameters > 0 ? parameters.toLocaleString("en") : "–"} />
        <Tile name="Time per step" value={pace > 0 ? `${pace.toFixed(1)} ms` : "–"} />
      </dl>
    </section>
  );
}

/** What samples of the proposal say of log Z at the end of a run. */
function Check({ state }: { readonly state: TrainState }): JSX.Element | null {
  const { check, history } = state.trainer;
  if (!check.value) return null;
  const { logNormalizer, interval, certified, draws } = check.value;
  const [low, high] = interval;
  const b = history.value.learned.at(-1);
  return (
    <p class="check">
      <strong>Check by {draws.toLocaleString("en")} new samples of q:</strong> log Z is{" "}
      {shortNumber(logNormalizer)}, and from {shortNumber(low)} to {shortNumber(high)} with 95 %
      confidence. It is above {shortNumber(certified)} with 95 % probability, for any model.
      {b !== undefined && ` The learned b is ${b >= low && b <= high ? "inside" : "outside"}.`}
    </p>
  );
}

function Tile({ name, value }: { readonly name: string; readonly value: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The running mean of a list, over about thirty values. */
function smoothed(values: readonly number[]): number[] {
  let mean = values[0] ?? 0;
  return values.map((value, i) => {
    mean += (value - mean) / Math.min(i + 1, 30);
    return mean;
  });
}
