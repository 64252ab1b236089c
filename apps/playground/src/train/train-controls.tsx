import type { JSX } from "preact";
import type { PlaneMethod } from "../plane/plane-config.js";
import { planeLimits } from "../plane/plane-config.js";
import { Range, Select } from "../ui/fields.js";
import { OwnPoints } from "./own-points.js";
import type { TrainState } from "./train-state.js";

/** The settings of a run. */
export function TrainControls({ state }: { readonly state: TrainState }): JSX.Element {
  const config = state.config.value;
  const { change } = state;
  const { method } = config;
  const isDensity = method !== "joint" && method !== "rmwggis";
  const needsSamples = ["snl", "nce", "joint"].includes(method);
  return (
    <form class="controls" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>Data</legend>
        <Select
          label="Data set"
          value={config.data}
          options={DATASETS}
          onChange={(data) => change({ data })}
        />
        {config.data === "own" && <OwnPoints state={state} />}
      </fieldset>
      <fieldset>
        <legend>Method</legend>
        <Select
          label="Loss"
          value={method}
          options={METHODS}
          help={HELP[method]}
          onChange={(method) => change({ method })}
        />
        {isDensity && (
          <>
            <Select
              label="Proposal q"
              value={config.proposal}
              options={PROPOSALS}
              onChange={(proposal) => change({ proposal })}
            />
            <Select
              label="The energy starts at"
              value={config.base}
              options={BASES}
              onChange={(base) => change({ base })}
            />
          </>
        )}
        {needsSamples && (
          <Range
            label="Samples per step"
            value={config.samples}
            values={[16, 32, 64, 128, 256, 512, 1024, 2048]}
            onChange={(samples) => change({ samples })}
          />
        )}
      </fieldset>
      <details class="more" open={isWide()}>
        <summary>Network and optimizer</summary>
        <div class="settings">
          <Range
            label="Width"
            value={config.width}
            values={[8, 16, 32, 64, 96, 128]}
            onChange={(width) => change({ width })}
          />
          <Range
            label="Hidden layers"
            value={config.layers}
            values={[1, 2, 3, 4]}
            onChange={(layers) => change({ layers })}
          />
          {method !== "rmwggis" && (
            <Range
              label="Fourier features"
              value={config.waves}
              values={[0, 8, 16, 32, 64]}
              onChange={(waves) => change({ waves })}
            />
          )}
          <Range
            label="Learning rate"
            value={config.learningRate}
            values={[0.0005, 0.001, 0.002, 0.004, 0.008, 0.016]}
            onChange={(learningRate) => change({ learningRate })}
          />
          <Range
            label="Batch size"
            value={config.batch}
            values={[32, 64, 128, 256, 512, 1024]}
            onChange={(batch) => change({ batch })}
          />
          <Range
            label="Steps"
            value={config.steps}
            values={[300, 600, 1000, 1500, 3000, 6000]}
            onChange={(steps) => change({ steps })}
          />
          <Range
            label="Seed"
            value={config.seed}
            values={[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}
            onChange={(seed) => change({ seed })}
          />
        </div>
      </details>
    </form>
  );
}

/** Whether there is room for all settings beside the plane. */
const isWide = (): boolean => matchMedia("(min-width: 1040px)").matches;

const DATASETS = Object.fromEntries(
  planeLimits.data.map((name) => [
    name,
    name === "own" ? "My own points" : name[0]!.toUpperCase() + name.slice(1),
  ]),
) as Record<(typeof planeLimits.data)[number], string>;

const METHODS = {
  snl: "Self-normalized likelihood",
  nce: "Noise-contrastive estimation",
  dsm: "Denoising score matching",
  score: "Sliced score matching",
  joint: "Joint partition, with τ(x)",
  rmwggis: "RMwGGIS on bits",
} as const;

const HELP: Readonly<Record<PlaneMethod, string>> = {
  snl: "SNL learns log Z as one number b beside the energy. Its loss is an upper bound on the negative log-likelihood, tight where b = log Z.",
  nce: "NCE trains the energy as a classifier that tells data from samples of q. It learns log Z too.",
  dsm: "Adds a little noise to the data and learns the way back. It needs no log Z, and learns none.",
  score: "Fits the slope of the log-density at the data. It needs no log Z, and learns none.",
  joint:
    "Learns the height y, as one of 64 values, given the place x. A second network learns log Z(x) for all x at once. The curve is its mean over x.",
  rmwggis:
    "Ratio matching writes a point as 12 bits, and compares rows that differ in one bit. The gradient of the energy chooses which. It learns no log Z; the page adds up all 4096 states.",
};

const PROPOSALS = {
  mixture: "Mixture of 16 Gaussians",
  gaussian: "One wide Gaussian",
  box: "Uniform on the square",
} as const;

const BASES = {
  proposal: "the proposal: E = f − log q",
  none: "nothing: E = f",
} as const;
