import type { JSX } from "preact";
import type { RunRow } from "../api.js";
import { differingSettings } from "../lib/differing-settings.js";
import { formatSetting, settingName } from "../lib/format.js";
import { ScrollArea } from "./scroll-area.js";

/** The settings that are not the same in all runs. */
export function DifferenceTable({ runs }: { readonly runs: readonly RunRow[] }): JSX.Element {
  const names = differingSettings(runs);
  return (
    <section class="stack">
      <h2>Settings that differ</h2>
      {names.length === 0 ? (
        <p class="muted">All settings are the same.</p>
      ) : (
        <ScrollArea label="Settings that differ">
          <table class="full">
            <thead>
              <tr>
                <th scope="col">Run</th>
                {names.map((name) => (
                  <th scope="col" key={name}>
                    {settingName(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <tr key={run.id}>
                  <th scope="row" class="name">
                    <a href={`/run/${encodeURIComponent(run.id)}`}>{run.id}</a>
                  </th>
                  {names.map((name) => (
                    <td key={name}>
                      {formatSetting(name === "task" ? run.task : run.config[name])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollArea>
      )}
    </section>
  );
}
