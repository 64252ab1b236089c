import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { getJson } from "../lib/request.js";
import { ended } from "../state/runs.js";

interface Output {
  readonly isStarted: boolean;
  readonly output: string;
}

const EVERY_MS = 1000;

/** A run that has no directory yet, because it loads its data, or that could not start. */
export function PendingRun({ id }: { readonly id: string }): JSX.Element {
  const [found, setFound] = useState<Output>();
  const count = ended.value.count;
  useEffect(() => {
    const load = (): void => {
      getJson<Output>(`/api/output/${encodeURIComponent(id)}`).then(setFound, () => {});
    };
    load();
    const timer = setInterval(load, EVERY_MS);
    return () => clearInterval(timer);
  }, [id, count]);
  if (!found) return <p class="muted">Loading…</p>;
  const { isStarted, output } = found;
  const title = isStarted ? "Loading the data" : output ? "The run could not start" : "No such run";
  return (
    <section class="stack">
      <h1>{id}</h1>
      <p role="status">
        {title}
        {isStarted && "…"}
      </p>
      {output !== "" && <pre>{output}</pre>}
      <p>
        <a href="/">See all runs</a>
      </p>
    </section>
  );
}
