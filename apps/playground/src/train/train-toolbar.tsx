import type { JSX } from "preact";
import type { TrainState } from "./train-state.js";
import type { Status } from "./trainer.js";

/** The buttons of a run, and how far it is. */
export function TrainToolbar({ state }: { readonly state: TrainState }): JSX.Element {
  const { trainer, config } = state;
  const status = trainer.status.value;
  const { step } = trainer.history.value;
  const hasPoints = state.points.value.length >= 20;
  const press = (): void => {
    if (status === "running") trainer.pause();
    else if (status === "paused") trainer.resume();
    else state.start();
  };
  return (
    <div class="toolbar">
      <button
        type="button"
        class="primary"
        disabled={status === "loading" || !hasPoints}
        onClick={press}
      >
        {LABELS[status]}
      </button>
      <button type="button" class="quiet" disabled={status === "idle"} onClick={trainer.reset}>
        Reset
      </button>
      <Progress status={status} state={state} step={step} steps={config.value.steps} />
      {status === "failed" && (
        <p class="problem" role="alert">
          {trainer.message.value}
        </p>
      )}
    </div>
  );
}

interface ProgressProps {
  readonly status: Status;
  readonly state: TrainState;
  readonly step: number;
  readonly steps: number;
}

function Progress({ status, state, step, steps }: ProgressProps): JSX.Element {
  if (status === "loading") {
    const share = state.trainer.loaded.value;
    const text = share < 1 ? "Loading the model runtime" : "Tracing the training step";
    return (
      <span class="progress" role="status">
        <progress aria-label={text} value={share} max={1} />
        <span>{text}…</span>
      </span>
    );
  }
  return (
    <span class="progress">
      <progress aria-label="Training steps" value={step} max={steps} />
      <span>
        step <output>{step}</output> of {steps}
      </span>
    </span>
  );
}

const LABELS: Readonly<Record<Status, string>> = {
  idle: "Train",
  loading: "Loading",
  running: "Pause",
  paused: "Continue",
  done: "Train again",
  failed: "Try again",
};
