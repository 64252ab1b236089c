import type { ResultTable, Study } from "../../../studies/study.js";
import type { LatentCell, LatentProtocol } from "./latent-cell.js";
import { runLatentCell } from "./run-latent-cell.js";

const PROTOCOL: LatentProtocol = {
  latent: 16,
  hidden: [256],
  energy: [128, 128],
  batchSize: 128,
  draws: 256,
  steps: 3000,
  learningRate: 2e-3,
  every: 200,
};

const ROWS = { gaussian: "Gaussian prior", energy: "energy as prior" } as const;

const ABOUT = `The 10,000 test images of MNIST, a pixel of ½ or more being a one: 8,000 for training, 1,000 that choose the step to stop at, 1,000
for testing. Encoder and decoder are networks with one layer of 256 rectifiers, z has 16 coordinates, and the energy f on top of the standard normal prior has
128 and 128 rectifiers. Adam from 2e-3, its rate decaying, 3,000 steps of 128 images and 256 draws from the prior; no Markov chain. Both rows have the same networks,
data and noise. This is much smaller and shorter than the authors' protocol (convolutions, 100,000 steps on the training images), and says nothing about their table, which could not be had.

ELBO takes log Z from 20,000 draws of the prior, SNELBO takes b: SNELBO is at most ELBO but for the noise of log Z. AIS has 500 chains
over 100 temperatures.`;

/** Variational autoencoders with an energy as their prior. */
export const snelboStudy: Study<LatentCell> = {
  paper: "snl",
  kind: "table",
  name: "snelbo",
  title: "An energy as the prior of a variational autoencoder",
  about: ABOUT,
  seeds: [0, 1, 2],
  cells: (seed) =>
    Object.fromEntries(
      (["gaussian", "energy"] as const).map((prior): [string, LatentCell] => [
        `${prior}-seed${seed}`,
        { seed, prior, protocol: PROTOCOL },
      ]),
    ),
  run: runLatentCell,
  tables: [
    table("Bounds of the test log-likelihood, nats", {
      ELBO: "elbo",
      reconstruction: "reconstruction",
      "divergence from p₀": "divergence",
    }),
    {
      ...table("The normaliser of the prior", {
        SNELBO: "snelbo",
        ELBO: "elbo",
        b: "b",
        "log Z by IS": "logNormalizer",
        "log Z by AIS": "aisLogNormalizer",
        "error of b": "bError",
        "effective share": "effectiveShare",
      }),
      decimals: 3,
      rows: [ROWS.energy],
      place: ({ prior }) => (prior === "energy" ? [ROWS.energy] : undefined),
    },
  ],
  plots: () => [],
};

function table(title: string, metric: Readonly<Record<string, string>>): ResultTable<LatentCell> {
  return {
    title,
    metric,
    rows: Object.values(ROWS),
    columns: Object.keys(metric),
    place: ({ prior }) => [ROWS[prior]],
  };
}
