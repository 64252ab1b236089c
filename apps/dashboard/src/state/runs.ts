import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { RunRow } from "../api.js";
import { getJson } from "../lib/request.js";

const byId: Signal<ReadonlyMap<string, RunRow>> = signal(new Map());

/** All runs, the latest first. */
export const runs: ReadonlySignal<readonly RunRow[]> = computed(() =>
  [...byId.value.values()].sort((a, b) => b.started - a.started),
);

/** Whether the runs have been loaded. */
export const isLoaded: Signal<boolean> = signal(false);

/** Whether changes arrive. */
export const isConnected: Signal<boolean> = signal(true);

/** The reason why runs cannot be shown. */
export const problem: Signal<string | undefined> = signal(undefined);

/** The id of the run whose program ended last, and how many have. */
export const ended: Signal<{ readonly id: string; readonly count: number }> = signal({
  id: "",
  count: 0,
});

export function findRun(id: string): RunRow | undefined {
  return byId.value.get(id);
}

/** The time in ms in which changes are collected. */
const TOGETHER_MS = 50;

/** Loads all runs, and follows their changes. Returns a function that stops. */
export function watchRuns(): () => void {
  const events = new EventSource("/api/events");
  const pending = new Map<string, RunRow | undefined>();
  // several changes are one update of the page
  const change = (id: string, row: RunRow | undefined): void => {
    if (pending.size === 0) setTimeout(update, TOGETHER_MS);
    pending.set(id, row);
  };
  const update = (): void => {
    const next = new Map(byId.value);
    for (const [id, row] of pending) {
      if (row) next.set(id, row);
      else next.delete(id);
    }
    for (const id of pending.keys()) touched.add(id);
    pending.clear();
    byId.value = next;
  };
  events.addEventListener("run", ({ data }) => {
    const row = JSON.parse(data) as RunRow;
    change(row.id, row);
  });
  events.addEventListener("gone", ({ data }) => change(JSON.parse(data), undefined));
  events.addEventListener("ended", ({ data }) => {
    ended.value = { id: JSON.parse(data), count: ended.value.count + 1 };
  });
  // the first event of each connection that missed something
  events.addEventListener("reset", () => void load());
  events.onopen = () => {
    isConnected.value = true;
  };
  events.onerror = () => {
    isConnected.value = false;
  };
  return () => events.close();
}

/** Runs that changed since the list was asked for last. */
const touched = new Set<string>();

async function load(): Promise<void> {
  touched.clear();
  try {
    const rows = await getJson<readonly RunRow[]>("/api/runs");
    const next = new Map(rows.map((row) => [row.id, row]));
    for (const id of touched) {
      // an event is newer than the list
      const row = byId.value.get(id);
      if (row) next.set(id, row);
      else next.delete(id);
    }
    byId.value = next;
    isLoaded.value = true;
    problem.value = undefined;
  } catch (error) {
    problem.value = (error as Error).message;
  }
}
