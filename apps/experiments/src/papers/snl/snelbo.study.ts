import { gridStudy } from "../../studies/grid.js";
import type { Study } from "../../studies/study.js";
import type { LatentCell, LatentProtocol } from "./latent/latent-cell.js";
import { runLatentCell } from "./latent/run-latent-cell.js";

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

/** Variational autoencoders with an energy as their prior. */
export const snelboStudy: Study<LatentCell> = gridStudy({
  paper: "snl",
  kind: "table",
  name: "snelbo",
  title: "An energy as the prior of a variational autoencoder",
  seeds: 3,
  rows: { "Gaussian prior": "gaussian", "energy as prior": "energy" },
  config: (prior, _, seed): LatentCell => ({ seed, prior, protocol: PROTOCOL }),
  run: runLatentCell,
  tables: [
    {
      title: "Bounds of the test log-likelihood, nats",
      metric: {
        ELBO: "elbo",
        reconstruction: "reconstruction",
        "divergence from p₀": "divergence",
      },
    },
    {
      title: "The normalizer of the prior",
      metric: {
        SNELBO: "snelbo",
        ELBO: "elbo",
        b: "b",
        "log Z by IS": "logNormalizer",
        "log Z by AIS": "aisLogNormalizer",
        "error of b": "bError",
        "effective share": "effectiveShare",
      },
      rows: ["energy as prior"],
      decimals: 3,
    },
  ],
});
