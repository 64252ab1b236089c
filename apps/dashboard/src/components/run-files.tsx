import type { JSX } from "preact";
import type { RunDetail, RunRow } from "../api.js";
import { formatBytes, formatSetting, settingName } from "../lib/format.js";
import { playLink } from "../lib/play-link.js";

const FORMATS = [
  ["csv", "CSV"],
  ["parquet", "Parquet"],
  ["tensorboard", "TensorBoard"],
] as const;

export interface RunFilesProps {
  readonly run: RunRow;
  readonly detail: RunDetail;
}

/** The command, the settings, the files and the output of a run. */
export function RunFiles({ run, detail }: RunFilesProps): JSX.Element {
  const { command, versions, files, output } = detail;
  const pictures = files.filter(({ name }) => name.startsWith("plots/"));
  const settings = Object.entries({ ...run.config, ...versions });
  return (
    <div class="columns-2">
      <section class="panel stack">
        <h2>Settings</h2>
        {command !== undefined && <pre>{command}</pre>}
        <dl class="settings">
          {settings.map(([name, value]) => (
            <>
              <dt>{name in run.config ? settingName(name) : name}</dt>
              <dd>{formatSetting(value)}</dd>
            </>
          ))}
        </dl>
      </section>
      <section class="panel stack">
        <h2>Files</h2>
        <FileList run={run} files={files.filter(({ name }) => !name.startsWith("plots/"))} />
        {Object.keys(run.series).length > 0 && (
          <p>
            Curves as{" "}
            {FORMATS.map(([format, title]) => (
              <>
                <a
                  key={format}
                  href={`/api/logs?run=${encodeURIComponent(run.id)}&to=${format}`}
                  download
                >
                  {title}
                </a>{" "}
              </>
            ))}
          </p>
        )}
        {pictures.length > 0 && (
          <details>
            <summary>{pictures.length} pictures of the report</summary>
            <FileList run={run} files={pictures} />
          </details>
        )}
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

interface FileListProps {
  readonly run: RunRow;
  readonly files: RunDetail["files"];
}

function FileList({ run, files }: FileListProps): JSX.Element {
  return (
    <ul class="files">
      {files.map(({ name, bytes }) => (
        <li key={name}>
          <a href={fileOf(run, name)} download>
            {name}
          </a>{" "}
          {name.endsWith(".onnx") && <a href={playLink(run.id, name)}>Play</a>}{" "}
          <span class="muted">{formatBytes(bytes)}</span>
        </li>
      ))}
    </ul>
  );
}

const fileOf = ({ id }: RunRow, name: string): string => `/files/${encodeURIComponent(id)}/${name}`;
