import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { TaskOption } from "../api.js";
import { settingName } from "../lib/format.js";
import { sendJson } from "../lib/request.js";
import { loadFacts, taskForms } from "../state/facts.js";
import { useQuery } from "../state/query.js";
import { findRun, runs } from "../state/runs.js";
import { useTitle } from "../state/use-title.js";

/** Options that are asked for first. */
const FIRST = ["--dataset", "--seed"];

/** A form of the options of `ebm run`. The run trains in a process of its own. */
export function StartView(): JSX.Element {
  const query = useQuery();
  const { route } = useLocation();
  useTitle("Start a run");
  useEffect(() => void loadFacts(), []);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [name, setName] = useState("");
  const [error, setError] = useState("");
  const forms = taskForms.value;
  const template = runs.value && findRun(query.get("from"));
  const task = query.get("task", template?.task ?? forms[0]?.name ?? "");
  const form = forms.find((one) => one.name === task);
  useEffect(() => {
    if (template && form) setValues(valuesOf(template.config, form.options));
  }, [template?.id, form]);

  const start = async (event: Event): Promise<void> => {
    event.preventDefault();
    setError("");
    const given = Object.entries(values).filter(([, value]) => value !== "");
    const request = { task, options: Object.fromEntries(given), ...(name && { name }) };
    try {
      const { id } = await sendJson<{ id: string }>("POST", "/api/runs", request);
      route(`/run/${encodeURIComponent(id)}`);
    } catch (failure) {
      setError((failure as Error).message);
    }
  };
  const set = (flag: string, value: string): void =>
    setValues((old) => ({ ...old, [flag]: value }));
  const field = (option: TaskOption): JSX.Element => (
    <Field key={option.flag} option={option} value={values[option.flag] ?? ""} set={set} />
  );
  const groups = [...new Set(form?.options.map(({ group }) => group) ?? [])];
  return (
    <section>
      <h1>Start a run</h1>
      <p class="muted">
        The run trains in a process of its own, and goes on when this page is closed.
      </p>
      <form class="panel form" onSubmit={(event) => void start(event)}>
        <label class="field">
          <span>Task</span>
          <select
            value={task}
            onChange={(event) => {
              setValues({});
              query.set({ task: event.currentTarget.value, from: "" });
            }}
          >
            {forms.map((one) => (
              <option key={one.name} value={one.name}>
                {one.name}
              </option>
            ))}
          </select>
          <small>{form?.summary}</small>
        </label>
        {FIRST.flatMap((flag) => form?.options.find((one) => one.flag === flag) ?? []).map(field)}
        {groups.map((group) => (
          <details key={group}>
            <summary>{group || "Other options"}</summary>
            <div class="fields">
              {form?.options
                .filter((option) => option.group === group && !FIRST.includes(option.flag))
                .map(field)}
            </div>
          </details>
        ))}
        <label class="field">
          <span>Name</span>
          <input
            value={name}
            pattern="\w[\w.+=@\-]*"
            title="letters, digits, dots and dashes"
            placeholder="made from the settings"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        {error && (
          <p class="error" role="alert">
            {error}
          </p>
        )}
        <div>
          <button type="submit" class="button primary">
            Start
          </button>
        </div>
      </form>
    </section>
  );
}

interface FieldProps {
  readonly option: TaskOption;
  readonly value: string;
  readonly set: (flag: string, value: string) => void;
}

function Field({ option, value, set }: FieldProps): JSX.Element {
  const { flag, description, choices, value: kind } = option;
  const title = settingName(flag.slice(2));
  if (kind === undefined) {
    return (
      <label class="check">
        <input
          type="checkbox"
          checked={value !== ""}
          onChange={(event) => set(flag, event.currentTarget.checked ? "yes" : "")}
        />
        {title}: {description}
      </label>
    );
  }
  return (
    <label class="field" for={flag}>
      <span>{title}</span>
      {choices ? (
        <select id={flag} value={value} onChange={(event) => set(flag, event.currentTarget.value)}>
          <option value="" />
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={flag}
          value={value}
          placeholder={kind}
          onInput={(event) => set(flag, event.currentTarget.value)}
        />
      )}
      <small>{description}</small>
    </label>
  );
}

/** Returns the options that make a run with these settings. */
function valuesOf(
  config: Readonly<Record<string, unknown>>,
  options: readonly TaskOption[],
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(config)) {
    const name = key === "data" ? "dataset" : key.replace(/[A-Z]/g, (it) => `-${it.toLowerCase()}`);
    const option = options.find(({ flag }) => flag === `--${name}`);
    if (!option || value === null || (typeof value === "object" && !Array.isArray(value))) continue;
    const text = Array.isArray(value) ? value.join(",") || "none" : String(value);
    if (!option.choices || option.choices.includes(text)) values[option.flag] = text;
  }
  return values;
}
