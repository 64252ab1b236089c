import type { JSX } from "preact";
import { SaveModel } from "./save-model.js";
import { TrainCharts } from "./train-charts.js";
import { TrainControls } from "./train-controls.js";
import { TrainStage } from "./train-stage.js";
import type { TrainState } from "./train-state.js";

interface TrainViewProps {
  readonly state: TrainState;
  /** Called with the file of a trained model, to play with it. */
  onPlay(file: File): void;
}

/** The view in which an energy on the plane is trained. */
export function TrainView({ state, onPlay }: TrainViewProps): JSX.Element {
  const isDensity = !["joint", "rmwggis"].includes(state.config.value.method);
  return (
    <div class="train">
      <TrainStage state={state} />
      <div class="side">
        <TrainCharts state={state} />
        {isDensity && <SaveModel state={state} onPlay={onPlay} />}
      </div>
      <TrainControls state={state} />
    </div>
  );
}
