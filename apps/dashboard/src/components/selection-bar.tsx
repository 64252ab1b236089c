import type { JSX } from "preact";
import type { Query } from "../state/query.js";
import { findRun } from "../state/runs.js";
import { baseline, pin, select, selected } from "../state/selection.js";

/** The number of selected runs, the pinned baseline, and what can be done with them. */
export function SelectionBar({ query }: { readonly query: Query }): JSX.Element | null {
  const ids = [...selected.value];
  const pinned = baseline.value && findRun(baseline.value) ? baseline.value : "";
  if (ids.length === 0 && !pinned) return null;
  const params = new URLSearchParams(ids.map((id) => ["run", id]));
  if (query.get("group")) params.set("group", query.get("group"));
  return (
    <div class="selection" role="status">
      {ids.length > 0 && (
        <>
          <span>{ids.length} selected</span>
          <a class="button primary" href={`/compare?${params}`}>
            Compare
          </a>
          <button type="button" class="link" onClick={() => select(ids, false)}>
            Clear
          </button>
        </>
      )}
      {pinned && (
        <span class="muted">
          Baseline: <b>{pinned}</b>{" "}
          <button type="button" class="link" onClick={() => pin("")}>
            Unpin
          </button>
        </span>
      )}
    </div>
  );
}
