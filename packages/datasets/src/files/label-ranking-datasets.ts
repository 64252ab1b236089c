import type { DataFile, DatasetFacts } from "./data-file.js";

export interface LabelRankingSources {
  readonly data: DataFile;
}

const reference =
  "Cheng, Hühn, Hüllermeier. Decision Tree and Instance-Based Learning for Label Ranking. ICML 2009";

/**
 * The label-ranking data sets that can be loaded by name: classification data whose classes were
 * ranked by a naive Bayes classifier.
 */
export const labelRankingDatasets: Readonly<
  Record<
    "authorship" | "glass" | "iris" | "vehicle" | "vowel" | "wine",
    DatasetFacts<LabelRankingSources>
  >
> = {
  authorship: {
    rows: 841,
    features: 70,
    labels: 4,
    reference,
    files: korba(
      "authorship",
      740909,
      "b410bfee195dbd81643a3193dd747d22466d6e06f23bc06a7f84ce7421c3f93a",
    ),
  },
  glass: {
    rows: 214,
    features: 9,
    labels: 6,
    reference,
    files: korba(
      "glass",
      18793,
      "d1e1b0c9fc7bd37945be6ea6ae4565601229ed9aa7ada90d68aa776f0f855668",
    ),
  },
  iris: {
    rows: 150,
    features: 4,
    labels: 3,
    reference,
    files: korba("iris", 6427, "3d9271c29963a2f6ef3845d35d09906df946ed35881622c40005f5ec0c53195a"),
  },
  vehicle: {
    rows: 846,
    features: 18,
    labels: 4,
    reference,
    files: korba(
      "vehicle",
      148953,
      "59c14a16fe66df9f5a694a9b8ddb417656978d6e6afe7b51f34dced25226e50c",
    ),
  },
  vowel: {
    rows: 528,
    features: 10,
    labels: 11,
    reference,
    files: korba(
      "vowel",
      62510,
      "1baf59c6141d16693bebf29549d942158b8ad3566f29fea892f0d327c569aacb",
    ),
  },
  wine: {
    rows: 178,
    features: 13,
    labels: 3,
    reference,
    files: korba("wine", 23552, "6eab2f5fd73fb0c1ef5366904a1e1481b74669aa3da1ecae52f76d896dd7b909"),
  },
};

function korba(name: string, bytes: number, sha256: string): LabelRankingSources {
  const directory =
    "https://raw.githubusercontent.com/akorba/Structured_Approach_Label_Ranking/5bfe2a93b33426bc9d1f6445146d727d6b94f458/data";
  const address = `${directory}/${name}.txt`;
  return { data: { path: `label_ranking/${name}/${name}.txt`, address, bytes, sha256 } };
}
