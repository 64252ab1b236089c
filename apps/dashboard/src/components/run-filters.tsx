import type { JSX, Ref } from "preact";
import { useMemo } from "preact/hooks";
import type { RunRow } from "../api.js";
import type { Query } from "../state/query.js";

export interface RunFiltersProps {
  readonly query: Query;
  readonly runs: readonly RunRow[];
  readonly searchRef: Ref<HTMLInputElement>;
}

/** The search, and a choice for the state, the task and the tag. */
export function RunFilters({ query, runs, searchRef }: RunFiltersProps): JSX.Element {
  const tasks = useMemo(() => distinct(runs.map(({ task }) => task)), [runs]);
  const tags = useMemo(() => distinct(runs.flatMap((run) => run.tags)), [runs]);
  return (
    <search class="filters">
      <label class="grow">
        <span class="visually-hidden">Search runs</span>
        <input
          ref={searchRef}
          type="search"
          placeholder="Search: yeast  model=unary  nll<2"
          title="Words, key=value, key<number or key>number. Press / to come here."
          value={query.get("q")}
          onInput={(event) => query.set({ q: event.currentTarget.value })}
        />
      </label>
      <Choice
        query={query}
        name="state"
        title="State"
        values={["running", "finished", "stopped"]}
      />
      {tasks.length > 1 && <Choice query={query} name="task" title="Task" values={tasks} />}
      {tags.length > 0 && <Choice query={query} name="tag" title="Tag" values={tags} />}
      <label class="check">
        <input
          type="checkbox"
          checked={query.get("group") === "seed"}
          onChange={(event) => query.set({ group: event.currentTarget.checked ? "seed" : "" })}
        />
        Group seeds
      </label>
    </search>
  );
}

interface ChoiceProps {
  readonly query: Query;
  readonly name: string;
  readonly title: string;
  readonly values: readonly string[];
}

function Choice({ query, name, title, values }: ChoiceProps): JSX.Element {
  return (
    <label>
      <span class="visually-hidden">{title}</span>
      <select
        value={query.get(name)}
        onChange={(event) => query.set({ [name]: event.currentTarget.value })}
      >
        <option value="">{title}: all</option>
        {values.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </select>
    </label>
  );
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
