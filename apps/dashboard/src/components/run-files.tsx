import type { JSX } from "preact";
import type { RunDetail, RunRow } from "../api.js";
import { formatBytes, formatSetting } from "../lib/format.js";

export interface RunFilesProps {
  readonly run: RunRow;
  readonly detail: RunDetail;
}

/** The command, the settings, the files and the output of a run. */
export function RunFiles({ run, detail }: RunFilesProps): JSX.Element {
  const { command, versions, files, output } = detail;
  const settings = Object.entries({ ...run.config, ...versions });
  return (
    <div class="columns-2">
      <section class="panel stack">
        <h2>Settings</h2>
        {command !== undefined && <pre>{command}</pre>}
        <dl class="settings">
          {settings.map(([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{formatSetting(value)}</dd>
            </>
          ))}
        </dl>
      </section>
      <section class="panel stack">
        <h2>Files</h2>
        <ul class="files">
          {files.map(({ name, bytes }) => (
            <li key={name}>
              <a href={`/files/${encodeURIComponent(run.id)}/${name}`} download>
                {name}
              </a>{" "}
              <span class="muted">{formatBytes(bytes)}</span>
            </li>
          ))}
        </ul>
        {output !== "" && (
          <>
            <h2>Output</h2>
            <pre>{output}</pre>
          </>
        )}
      </section>
    </div>
  );
}
