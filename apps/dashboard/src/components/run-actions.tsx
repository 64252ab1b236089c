import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { RunDetail, RunRow } from "../api.js";
import { playLink } from "../lib/play-link.js";
import { sendJson } from "../lib/request.js";

export interface RunActionsProps {
  readonly run: RunRow;
  readonly detail: RunDetail | undefined;
}

/** The file that the playground opens. */
const PLAYED = "log-prob.onnx";

/** Stops or resumes a run, starts one like it, and opens its model in the playground. */
export function RunActions({ run, detail }: RunActionsProps): JSX.Element {
  const [error, setError] = useState("");
  const [isWaiting, setWaiting] = useState("");
  const { id, state } = run;
  const ask = async (action: "stop" | "resume"): Promise<void> => {
    setError("");
    setWaiting(state);
    try {
      await sendJson("POST", `/api/runs/${encodeURIComponent(id)}/${action}`, {});
    } catch (failure) {
      setWaiting("");
      setError((failure as Error).message);
    }
  };
  const disabled = isWaiting === state;
  return (
    <div class="actions">
      {error && (
        <span class="error" role="alert">
          {error}
        </span>
      )}
      {detail?.files.some(({ name }) => name === PLAYED) && (
        <a class="button" href={playLink(id, PLAYED)}>
          Play with the model
        </a>
      )}
      <a class="button" href={`/start?from=${encodeURIComponent(id)}`}>
        Start another
      </a>
      {state === "running" && (
        <button type="button" class="button" disabled={disabled} onClick={() => void ask("stop")}>
          Stop
        </button>
      )}
      {state === "stopped" && (
        <button
          type="button"
          class="button primary"
          disabled={disabled}
          onClick={() => void ask("resume")}
        >
          Resume
        </button>
      )}
    </div>
  );
}
