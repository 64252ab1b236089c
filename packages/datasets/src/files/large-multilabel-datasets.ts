import type { DataFile, DatasetFacts } from "./data-file.js";

/** The data sets of `multilabelDatasets` with many labels or many rows. */
export const largeMultilabelDatasets: Readonly<
  Record<
    "bibtex" | "corel5k" | "delicious" | "mediamill" | "tmc2007",
    DatasetFacts<Readonly<Record<"train" | "test" | "labels", DataFile>>>
  >
> = {
  bibtex: {
    rows: 7395,
    features: 1836,
    labels: 159,
    reference:
      "Katakis, Tsoumakas, Vlahavas. Multilabel Text Classification for Automated Tag Suggestion. ECML PKDD Discovery Challenge 2008",
    files: {
      train: file(
        "bibtex/bibtex-train.arff",
        "tsoumakas/mulan/43f6389095ad71984264db4387a8074b22bc7d4a/data/multi-label/bibtex/bibtex-train.arff",
        2292961,
        "8dcc9de6e0b2cebaec8c1f4fac78431adeeb73cfd3ab879b530a66d366e59174",
      ),
      test: file(
        "bibtex/bibtex-test.arff",
        "tsoumakas/mulan/43f6389095ad71984264db4387a8074b22bc7d4a/data/multi-label/bibtex/bibtex-test.arff",
        1215637,
        "9b03329cde64d3f994bdf7fbbac3f3b10fe185c311cb9ae725475f59c7f3f922",
      ),
      labels: file(
        "bibtex/bibtex.xml",
        "tsoumakas/mulan/43f6389095ad71984264db4387a8074b22bc7d4a/data/multi-label/bibtex/bibtex.xml",
        5880,
        "08fe20013c1e75dcf1888c185f5187c95e76495b8518ce289b4d3afce38d1232",
      ),
    },
  },
  corel5k: {
    rows: 5000,
    features: 499,
    labels: 374,
    reference:
      "Duygulu, Barnard, de Freitas, Forsyth. Object Recognition as Machine Translation. ECCV 2002",
    files: {
      train: file(
        "corel5k/Corel5k-train-sparse.arff",
        "tsoumakas/mulan/43f6389095ad71984264db4387a8074b22bc7d4a/data/multi-label/corel5k/Corel5k-train-sparse.arff",
        339535,
        "19eb253c447144bea74ffa86b4731a56022addae2ba7d0aab72ad07fdc02e9b3",
      ),
      test: file(
        "corel5k/Corel5k-test-sparse.arff",
        "tsoumakas/mulan/43f6389095ad71984264db4387a8074b22bc7d4a/data/multi-label/corel5k/Corel5k-test-sparse.arff",
        60876,
        "e8f8e9cd052c43ba7bdfdf99d242f461fc8c2a03163466d921e576887b51d8a7",
      ),
      labels: file(
        "corel5k/Corel5k.xml",
        "tsoumakas/mulan/43f6389095ad71984264db4387a8074b22bc7d4a/data/multi-label/corel5k/Corel5k.xml",
        11222,
        "54ef6a6ccb7ca9b77524052b34b306d5d501661a5609b9d1cc7085b2b597679d",
      ),
    },
  },
  delicious: {
    rows: 16105,
    features: 500,
    labels: 983,
    reference:
      "Tsoumakas, Katakis, Vlahavas. Effective and Efficient Multilabel Classification in Domains with Large Number of Labels. MMD 2008",
    files: {
      train: file(
        "delicious/delicious-train.arff",
        "tsoumakas/mulan/43f6389095ad71984264db4387a8074b22bc7d4a/data/multi-label/delicious/delicious-train.arff",
        3056590,
        "030186cdb542ebdd32052fcdbb1ebe30115b3a22518c1b4b198c45eb827aebe1",
      ),
      test: file(
        "delicious/delicious-test.arff",
        "tsoumakas/mulan/43f6389095ad71984264db4387a8074b22bc7d4a/data/multi-label/delicious/delicious-test.arff",
        757565,
        "2dfb01723a819914b0ca83361177ed413ce3f2169851d9f228d4692915d63944",
      ),
      labels: file(
        "delicious/delicious.xml",
        "tsoumakas/mulan/43f6389095ad71984264db4387a8074b22bc7d4a/data/multi-label/delicious/delicious.xml",
        34303,
        "4e0c0f93c7d86a39b9fca4aaefaa00e9428f2c80277732dfbf03ca48e2c14da2",
      ),
    },
  },
  mediamill: {
    rows: 2000,
    features: 120,
    labels: 101,
    reference:
      "Snoek et al. The Challenge Problem for Automated Detection of 101 Semantic Concepts in Multimedia. ACM Multimedia 2006; the 2,000 rows of Jung, Tewari. AISTATS 2018",
    files: {
      train: file(
        "mediamill-reduced/mediamill-train.arff",
        "YoungHJung/OnlineMLRBoostingWithVFDT/ab77d1019b61611b7f41d10d2cbf5c59732afc52/data/mediamill_reduced/mediamill-train.arff",
        1908628,
        "f4a562d2b78f5daedeafabc0747542ed2e4d5fd0bb20d348c53d63cc3a0b1e7c",
      ),
      test: file(
        "mediamill-reduced/mediamill-test.arff",
        "YoungHJung/OnlineMLRBoostingWithVFDT/ab77d1019b61611b7f41d10d2cbf5c59732afc52/data/mediamill_reduced/mediamill-test.arff",
        640024,
        "7594040bfe35e09f674d1c15727d978f310c1106de49ea448764e4627b8b424d",
      ),
      labels: file(
        "mediamill-reduced/mediamill.xml",
        "YoungHJung/OnlineMLRBoostingWithVFDT/ab77d1019b61611b7f41d10d2cbf5c59732afc52/data/mediamill/mediamill.xml",
        3328,
        "398a38599da3f390f4247e08c81c283817875d06a8278b10db3b514855e837dd",
      ),
    },
  },
  tmc2007: {
    rows: 28596,
    features: 500,
    labels: 22,
    reference:
      "Srivastava, Zane-Ulman. Discovering Recurring Anomalies in Text Reports Regarding Complex Space Systems. IEEE Aerospace 2005; the version of 500 features",
    files: {
      train: file(
        "tmc2007-500/tmc2007-500-train.arff",
        "tsoumakas/mulan/43f6389095ad71984264db4387a8074b22bc7d4a/data/multi-label/tmc2007/tmc2007-500-train.arff",
        3152791,
        "edfe7b7615c6f80e54c92a214437610d1ae36560c5cc6c4253b51c434d258273",
      ),
      test: file(
        "tmc2007-500/tmc2007-500-test.arff",
        "tsoumakas/mulan/43f6389095ad71984264db4387a8074b22bc7d4a/data/multi-label/tmc2007/tmc2007-500-test.arff",
        1054414,
        "b24f9c3f1eba77c9da0bbaff093ba41d331b7351be0167a8e1e3852c62e25e38",
      ),
      labels: file(
        "tmc2007-500/tmc2007-500.xml",
        "tsoumakas/mulan/43f6389095ad71984264db4387a8074b22bc7d4a/data/multi-label/tmc2007/tmc2007-500.xml",
        783,
        "cb6a67c8ae72fd9b47d89f77aa5b7f6cafb4ba9c20b1124c65a95a3f2caec38d",
      ),
    },
  },
};

function file(path: string, source: string, bytes: number, sha256: string): DataFile {
  return {
    path: `multilabel/${path}`,
    address: `https://raw.githubusercontent.com/${source}`,
    bytes,
    sha256,
  };
}
