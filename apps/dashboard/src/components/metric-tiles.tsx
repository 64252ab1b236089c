import type { JSX } from "preact";
import type { RunDetail, RunRow } from "../api.js";
import { formatNumber } from "../lib/format.js";
import { facts } from "../state/facts.js";

export interface MetricTilesProps {
  readonly run: RunRow;
  readonly detail: RunDetail | undefined;
}

/** Live values while a run trains, and its main metrics beside published figures afterwards. */
export function MetricTiles({ run, detail }: MetricTilesProps): JSX.Element | null {
  const tiles = run.state === "finished" ? results(run, detail) : live(run);
  if (tiles.length === 0) return null;
  return (
    <dl class="tiles">
      {tiles.map(({ name, value, more }) => (
        <div class="tile" key={name}>
          <dt>{name}</dt>
          <dd class="value">{value}</dd>
          {more !== undefined && <dd class="more">{more}</dd>}
        </div>
      ))}
    </dl>
  );
}

interface Tile {
  readonly name: string;
  readonly value: string;
  readonly more?: string | undefined;
}

const LIVE = [
  ["loss", "Loss"],
  ["validation/nll", "Validation NLL, nats"],
  ["gradNorm", "Gradient norm"],
  ["learningRate", "Learning rate"],
  ["validation/effectiveSamples", "Effective sample size"],
  ["validation/logPartitionRmse", "Log Z error, nats"],
] as const;

function live({ series }: RunRow): Tile[] {
  return LIVE.flatMap(([key, name]) => {
    const found = series[key];
    if (!found) return [];
    const { last, min, minStep } = found;
    return {
      name,
      value: formatNumber(last),
      more: /nll|loss/.test(key) ? `least ${formatNumber(min)} at step ${minStep}` : undefined,
    };
  });
}

const ALWAYS = ["nll", "logPartitionRmse", "effectiveShare"];

function results({ metrics }: RunRow, detail: RunDetail | undefined): Tile[] {
  const names = [...new Set([...(detail?.headline ?? []), ...ALWAYS])];
  return names.flatMap((metric) => {
    const value = metrics[metric];
    if (value === undefined) return [];
    const { name = metric, decimals } = detail?.metricFacts[metric] ?? facts.value[metric] ?? {};
    const figure = detail?.published.find((one) => one.own && one.metric === metric);
    const more = figure && `published: ${formatNumber(figure.value, decimals)}`;
    return { name, value: formatNumber(value, decimals), more };
  });
}
