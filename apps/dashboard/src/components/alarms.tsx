import type { JSX } from "preact";
import type { RunDetail, RunRow } from "../api.js";

export interface AlarmsProps {
  readonly run: RunRow;
  readonly detail: RunDetail | undefined;
}

/** The problems of a run, and what to do about them. */
export function Alarms({ run, detail }: AlarmsProps): JSX.Element | null {
  const warnings = detail?.warnings ?? [];
  const { alarms, problem } = run;
  if (alarms.length === 0 && warnings.length === 0 && problem === undefined) return null;
  return (
    <ul class="alarms" role="status" aria-label="Alarms">
      {problem !== undefined && (
        <li>
          <b>Unreadable.</b> {problem}
        </li>
      )}
      {alarms.map(({ kind, text, advice }) => (
        <li key={kind}>
          <b class={kind === "log Z gap" ? "exact" : ""}>{kind}.</b> {text}{" "}
          <span class="muted">{advice}</span>
        </li>
      ))}
      {warnings.map((text) => (
        <li key={text}>
          <b>Warning.</b> {text}
        </li>
      ))}
    </ul>
  );
}
