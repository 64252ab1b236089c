import { type Signal, signal } from "@preact/signals";
import type { TaskForm } from "../api.js";
import type { Facts } from "../lib/column.js";
import { getJson } from "../lib/request.js";

/** The names and directions of the metrics of all tasks. */
export const facts: Signal<Facts> = signal({});

/** The options of runs by task. Empty until they are loaded. */
export const taskForms: Signal<readonly TaskForm[]> = signal([]);

let isAsked = false;

/** Loads the facts, once. */
export async function loadFacts(): Promise<void> {
  if (isAsked) return;
  isAsked = true;
  try {
    const forms = await getJson<readonly TaskForm[]>("/api/tasks");
    taskForms.value = forms;
    facts.value = Object.assign({}, ...forms.map(({ metricFacts }) => metricFacts));
  } catch {
    // the next view asks again
    isAsked = false;
  }
}
