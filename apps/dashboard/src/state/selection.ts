import { type Signal, signal } from "@preact/signals";

/** The ids of the runs that are selected to be compared. */
export const selected: Signal<ReadonlySet<string>> = signal(new Set());

/** Selects runs, or takes them out of the selection. */
export function select(ids: readonly string[], isSelected: boolean): void {
  const next = new Set(selected.value);
  for (const id of ids) {
    if (isSelected) next.add(id);
    else next.delete(id);
  }
  selected.value = next;
}

/** The run that others are compared with. */
export const baseline: Signal<string> = signal(localStorage.getItem("baseline") ?? "");

/** Pins a run as the baseline. An empty id removes the pin. */
export function pin(id: string): void {
  localStorage.setItem("baseline", id);
  baseline.value = id;
}
