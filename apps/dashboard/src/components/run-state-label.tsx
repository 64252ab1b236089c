import type { JSX } from "preact";
import type { RunRow } from "../api.js";

/** The state of a run, with its progress while it trains. */
export function RunStateLabel({ run }: { readonly run: RunRow }): JSX.Element {
  const { state, step, steps } = run;
  const share = steps ? Math.min(100, Math.floor((100 * step) / steps)) : undefined;
  const isPartial = state !== "finished" && share !== undefined && steps! > 1;
  return (
    <span class={`state ${state}`}>
      {state}
      {isPartial && ` ${share} %`}
    </span>
  );
}
