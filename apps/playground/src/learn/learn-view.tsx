import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { planeDefaults } from "../plane/plane-config.js";
import { ModelPanel } from "../play/model-panel.js";
import { exampleOf, type PlayState } from "../play/play-state.js";
import { planeToQuery } from "../state/plane-query.js";
import { TrainCharts } from "../train/train-charts.js";
import { TrainStage } from "../train/train-stage.js";
import { createTrainState } from "../train/train-state.js";
import { type Step, steps } from "./steps.js";

interface LearnViewProps {
  /** The number of the step, from 1. */
  readonly number: number;
  readonly play: PlayState;
}

/** The guided tour: a text beside the playground in a state. */
export function LearnView({ number, play }: LearnViewProps): JSX.Element {
  const step = steps[number - 1]!;
  return (
    <div class="learn">
      <article>
        <nav class="steps" aria-label="Steps">
          {steps.map(({ title }, i) => (
            <a
              key={title}
              href={`#learn/${i + 1}`}
              aria-label={`Step ${i + 1}: ${title}`}
              aria-current={i + 1 === number ? "step" : undefined}
            >
              {i + 1}
            </a>
          ))}
        </nav>
        <h2>{step.title}</h2>
        {step.text.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {step.formula && <p class="formula">{step.formula}</p>}
        <p class="task">{step.task}</p>
        <p class="turn">
          {number > 1 && (
            <a class="button" href={`#learn/${number - 1}`}>
              Back
            </a>
          )}
          {number < steps.length ? (
            <a class="button next" href={`#learn/${number + 1}`}>
              Next: {steps[number]!.title}
            </a>
          ) : (
            <a class="button next" href="#train">
              Train a model
            </a>
          )}
        </p>
      </article>
      <section class="shown" aria-label={step.title}>
        <Shown key={number} step={step} play={play} />
      </section>
    </div>
  );
}

function Shown({ step, play }: { readonly step: Step; readonly play: PlayState }): JSX.Element {
  const { shows } = step;
  if ("training" in shows) return <Training config={{ ...planeDefaults, ...shows.training }} />;
  return <Model play={play} shows={shows} />;
}

function Training({ config }: { readonly config: typeof planeDefaults }): JSX.Element {
  const state = useMemo(() => createTrainState(config, new Float32Array(0)), [config]);
  useEffect(() => () => state.trainer.dispose(), [state]);
  return (
    <>
      <div class="train narrow">
        <TrainStage state={state} />
        <TrainCharts state={state} />
      </div>
      <p class="help">
        <a href={`#train?${planeToQuery(config)}`}>Open this in the view that trains</a>, to change
        the settings.
      </p>
    </>
  );
}

interface ModelProps {
  readonly play: PlayState;
  readonly shows: Extract<Step["shows"], { readonly model: string }>;
}

function Model({ play, shows }: ModelProps): JSX.Element {
  useEffect(() => {
    void play.open(exampleOf(shows.model), shows.start);
  }, [play, shows]);
  return <ModelPanel state={play} />;
}
