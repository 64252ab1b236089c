import type { JSX } from "preact";
import { BitsPanel } from "./bits-panel.js";
import { DensityPanel } from "./density-panel.js";
import { LabelsPanel } from "./labels-panel.js";
import type { PlayState } from "./play-state.js";
import { RankingPanel } from "./ranking-panel.js";

const panels = {
  density: DensityPanel,
  labels: LabelsPanel,
  ranking: RankingPanel,
  bits: BitsPanel,
};

/** The loaded model, or how far it is loaded. */
export function ModelPanel({ state }: { readonly state: PlayState }): JSX.Element {
  const model = state.loaded.value;
  const Panel = model && panels[model.facts.kind];
  return (
    <>
      {state.isLoading.value && (
        <p class="progress" role="status">
          <progress
            aria-label="Loading the model runtime"
            value={state.client.loaded.value}
            max={1}
          />
          <span>Loading the model runtime and the model…</span>
        </p>
      )}
      {state.problem.value && (
        <p class="problem" role="alert">
          {state.problem.value}
        </p>
      )}
      {model && Panel && <Panel key={model.number} state={state} model={model} />}
    </>
  );
}
