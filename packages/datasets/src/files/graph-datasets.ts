import type { DataFile, DatasetFacts } from "./data-file.js";

export interface GraphSources {
  readonly data: DataFile;
}

const gdss =
  "https://raw.githubusercontent.com/harryjo97/GDSS/24cc490e0c5b39cbd265fda33ab2bc8b528d4454";

/**
 * The graphs that can be loaded by name: a row is a graph of ego-small, or an edge of citeseer.
 * They were published as pickles, which only Python reads: the README says how the files are made.
 */
export const graphDatasets: Readonly<Record<"ego-small" | "citeseer", DatasetFacts<GraphSources>>> =
  {
    "ego-small": {
      rows: 200,
      features: 18,
      labels: 0,
      reference:
        "You, Ying, Ren, Hamilton, Leskovec. GraphRNN: Generating Realistic Graphs with Deep Auto-Regressive Models. ICML 2018; the split of Jo, Lee, Hwang. Score-Based Generative Modeling of Graphs via the System of Stochastic Differential Equations. ICML 2022",
      files: {
        data: {
          path: "graphs/ego-small/ego-small.json",
          address: `${gdss}/data/ego_small.pkl`,
          madeFrom: "a pickle of networkx graphs",
          bytes: 14832,
          sha256: "d675eacae84c4da7226cb424dc21cdc917b77ca477f15261d6e0f4773416aa7e",
        },
      },
    },
    citeseer: {
      rows: 4552,
      features: 3327,
      labels: 0,
      reference:
        "Sen, Namata, Bilgic, Getoor, Galligher, Eliassi-Rad. Collective Classification in Network Data. AI Magazine 29(3), 2008",
      files: {
        data: {
          path: "graphs/citeseer/citeseer.edges.txt",
          address: `${gdss}/dataset/ind.citeseer.graph`,
          madeFrom: "a pickle of lists of neighbors",
          bytes: 42489,
          sha256: "93876043dfe4e62373608cf32cd1daa65729cd710c84e02d0ab88645c9823b19",
        },
      },
    },
  };
