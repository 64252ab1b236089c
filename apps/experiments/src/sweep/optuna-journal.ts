import { type FinishedTrial, type Json, type Range, rungs } from "@ebm/sweep";
import { objectiveValue } from "./objective-value.js";
import type { RunSweepConfig } from "./run-sweep-config.js";

export interface OptunaJournalInputs {
  readonly config: RunSweepConfig;
  readonly trials: readonly FinishedTrial[];
}

/**
 * Returns the trials as a journal of Optuna 5, JSON lines that `optuna-dashboard` and
 * `JournalStorage` read. Each data set is a study. Rungs of a point are the intermediate values of
 * one trial, which is pruned unless it reached the last rung.
 */
export function optunaJournal({ config, trials }: OptunaJournalInputs): string {
  const { task, sources, objective, search } = config;
  const amounts = search.method === "asha" ? rungs(search) : [];
  const lines: object[] = sources.map(({ name }) => ({
    op_code: CREATE_STUDY,
    worker_id: WORKER,
    study_name: `${task} ${name}`,
    directions: [objective.goal === "min" ? 1 : 2],
  }));
  const distributions = Object.fromEntries(
    Object.entries(config.space).map(([name, dimension]) => [
      name,
      JSON.stringify("values" in dimension ? choicesOf(dimension.values) : rangeOf(dimension)),
    ]),
  );
  for (const [study, { name }] of sources.entries()) {
    for (const group of byNumber(trials.filter(({ cohort }) => cohort === name))) {
      const last = group.at(-1)!;
      const value = objectiveValue(objective, last);
      const isTop = last.rung === Math.max(amounts.length - 1, 0);
      lines.push({
        op_code: CREATE_TRIAL,
        worker_id: WORKER,
        study_id: study,
        datetime_start: null,
        state: Number.isNaN(value) ? FAILED : isTop ? COMPLETE : PRUNED,
        value: Number.isNaN(value) ? null : value,
        values: null,
        distributions,
        params: paramsOf(config, last),
        user_attrs: { id: last.id, seed: seedOf(last), seconds: last.seconds, worker: last.worker },
        system_attrs: {},
        intermediate_values: Object.fromEntries(
          group.flatMap((trial) => {
            const at = objectiveValue(objective, trial);
            return amounts.length > 0 && !Number.isNaN(at) ? [[amounts[trial.rung], at]] : [];
          }),
        ),
      });
    }
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Codes of operations and states. */
const CREATE_STUDY = 0;
const CREATE_TRIAL = 4;
const COMPLETE = 1;
const PRUNED = 2;
const FAILED = 3;
const WORKER = "ebm";

function byNumber(trials: readonly FinishedTrial[]): FinishedTrial[][] {
  const groups = new Map<number, FinishedTrial[]>();
  for (const trial of trials) {
    groups.set(trial.number, [...(groups.get(trial.number) ?? []), trial]);
  }
  return [...groups.values()].map((group) => group.toSorted((a, b) => a.rung - b.rung));
}

const seedOf = ({ config }: FinishedTrial): Json | undefined =>
  (config as Readonly<Record<string, Json>>).seed;

/** Choices are numbers, texts and booleans there, and JSON otherwise. */
const choiceOf = (value: Json): Json =>
  value !== null && typeof value === "object" ? JSON.stringify(value) : value;

const choicesOf = (values: readonly Json[]): object => ({
  name: "CategoricalDistribution",
  attributes: { choices: values.map(choiceOf) },
});

const rangeOf = ({ min, max, scale, integer }: Range): object => ({
  name: integer ? "IntDistribution" : "FloatDistribution",
  attributes: { log: scale === "log", step: integer ? 1 : null, low: min, high: max },
});

/** Returns the values in the form that Optuna stores: the index of a choice. */
function paramsOf({ space }: RunSweepConfig, { config }: FinishedTrial): object {
  const values = config as Readonly<Record<string, Json>>;
  return Object.fromEntries(
    Object.entries(space).map(([name, dimension]) => {
      const value = values[name]!;
      if (!("values" in dimension)) return [name, value];
      const texts = dimension.values.map((each) => JSON.stringify(each));
      return [name, texts.indexOf(JSON.stringify(value))];
    }),
  );
}
