import type { JSX } from "preact";
import type { Query } from "../state/query.js";
import type { LogAxes, Range } from "./chart-line.js";

/** What all charts of a view share. It is in the address. */
export interface ChartSettings {
  /** The weight of the moving average, from 0 to less than 1. */
  readonly smooth: number;
  readonly log: LogAxes;
  readonly range: Range | undefined;
}

/** Reads the settings of charts from the address. */
export function chartSettings(query: Query): ChartSettings {
  const [from, to] = ["from", "to"].map((key) => query.get(key));
  const smooth = Number(query.get("smooth", "0"));
  return {
    smooth: smooth > 0 && smooth < 1 ? smooth : 0,
    log: { x: query.get("logx") === "1", y: query.get("logy") === "1" },
    range: from && to && Number(from) < Number(to) ? [Number(from), Number(to)] : undefined,
  };
}

export function setRange(query: Query, range: Range | undefined): void {
  const [from, to] = (range ?? []).map((step) => `${Number(step.toPrecision(8))}`);
  query.set({ from: from ?? "", to: to ?? "" });
}

export interface ChartControlsProps {
  readonly query: Query;
  readonly settings: ChartSettings;
}

/** Smoothing, logarithmic axes and the steps to show. */
export function ChartControls({ query, settings }: ChartControlsProps): JSX.Element {
  const { smooth, log, range } = settings;
  return (
    <div class="controls">
      <label>
        Smoothing
        <input
          type="range"
          min="0"
          max="0.999"
          step="0.001"
          value={smooth}
          onInput={(event) => {
            const { value } = event.currentTarget;
            query.set({ smooth: value === "0" ? "" : value });
          }}
        />
        <output>{smooth === 0 ? "none" : smooth.toFixed(3)}</output>
      </label>
      <Switch query={query} name="logy" title="Log values" isOn={log.y} />
      <Switch query={query} name="logx" title="Log steps" isOn={log.x} />
      {range && (
        <button type="button" class="link" onClick={() => setRange(query, undefined)}>
          Show all steps
        </button>
      )}
    </div>
  );
}

interface SwitchProps {
  readonly query: Query;
  readonly name: string;
  readonly title: string;
  readonly isOn: boolean;
}

function Switch({ query, name, title, isOn }: SwitchProps): JSX.Element {
  return (
    <label>
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => query.set({ [name]: event.currentTarget.checked ? "1" : "" })}
      />
      {title}
    </label>
  );
}
