import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { RunRow } from "../api.js";
import { sendJson } from "../lib/request.js";

/** Stops or resumes a run. */
export function RunActions({ run }: { readonly run: RunRow }): JSX.Element {
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
