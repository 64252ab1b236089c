import type { JSX } from "preact";
import type { Query } from "../state/query.js";

export interface SortHeaderProps {
  readonly query: Query;
  /** The name in the address. */
  readonly name: string;
  readonly title: string;
  readonly isNumber?: boolean;
}

/** The header of a column that sorts by it. A second press turns the order around. */
export function SortHeader({ query, name, title, isNumber }: SortHeaderProps): JSX.Element {
  const [key, direction] = query.get("sort", "started desc").split(" ");
  const isSorted = key === name;
  const isDescending = direction === "desc";
  const order = isSorted ? (isDescending ? "descending" : "ascending") : "none";
  return (
    <th scope="col" aria-sort={order} class={isNumber ? "number" : ""}>
      <button
        type="button"
        class="sort"
        onClick={() => query.set({ sort: `${name} ${isSorted && !isDescending ? "desc" : "asc"}` })}
      >
        {title}
        <span aria-hidden="true">{isSorted ? (isDescending ? " ↓" : " ↑") : ""}</span>
      </button>
    </th>
  );
}
