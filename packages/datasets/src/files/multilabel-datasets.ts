import type { DataFile, DatasetFacts } from "./data-file.js";
import { largeMultilabelDatasets } from "./large-multilabel-datasets.js";

export interface MultilabelSources {
  /** The training rows; all rows if there is no published split. */
  readonly train: DataFile;
  readonly test?: DataFile;
  readonly labels: DataFile;
}

/** The multilabel data sets that can be loaded by name. */
export const multilabelDatasets: Readonly<
  Record<
    "yeast" | "scene" | "emotions" | "birds" | "cal500" | keyof typeof largeMultilabelDatasets,
    DatasetFacts<MultilabelSources>
  >
> = {
  yeast: {
    rows: 2417,
    features: 103,
    labels: 14,
    reference: "Elisseeff, Weston. A Kernel Method for Multi-Labeled Classification. NIPS 2001",
    files: {
      train: mulan(
        "yeast/yeast-train.arff",
        1501117,
        "e759dc991ff54694a4ff9c4314f3be0d6fd2b1994a4b563f57e416394c6aebbd",
      ),
      test: mulan(
        "yeast/yeast-test.arff",
        918515,
        "4aaac102bff9669a765bf0b378602e5cc8c3b181048282e2f003117b496d552a",
      ),
      labels: mulan(
        "yeast/yeast.xml",
        526,
        "c3056cc26444b5158b1588d1b73bec9c45429e10f0957ad085903423cb81f247",
      ),
    },
  },
  scene: {
    rows: 2407,
    features: 294,
    labels: 6,
    reference:
      "Boutell, Luo, Shen, Brown. Learning Multi-Label Scene Classification. Pattern Recognition 37(9), 2004",
    files: {
      train: mulan(
        "scene/scene-train.arff",
        3127968,
        "b53ba93bdf412de922e3960389bcee24744fa3e872ce610511fc1d750888b64d",
      ),
      test: mulan(
        "scene/scene-test.arff",
        3090742,
        "ea38d20296b3ff7e220f477a3b802a9bcb2d768881fe6ee163efbc97ea527a42",
      ),
      labels: mulan(
        "scene/scene.xml",
        285,
        "55d8b247b949ad5c52e5a73d8c6775ec6e5469ce9682465b45b333b68ee4bcc5",
      ),
    },
  },
  emotions: {
    rows: 593,
    features: 72,
    labels: 6,
    reference:
      "Trohidis, Tsoumakas, Kalliris, Vlahavas. Multilabel Classification of Music into Emotions. ISMIR 2008",
    files: {
      train: mulan(
        "emotions/emotions-train.arff",
        252080,
        "bbe704106c79bb8fb99c1d1d2e9bde081d6a2daeb01f100862f11fd91a3c1f98",
      ),
      test: mulan(
        "emotions/emotions-test.arff",
        132007,
        "f13d4b746b7b5c8eb484bd751d6ac463d4560dff998a93516a5c1fe35daf6c8f",
      ),
      labels: mulan(
        "emotions/emotions.xml",
        323,
        "dbce8e6ccbbb2fcbfd9e9edbb230d7ed12692c6e13f59fdbc0161fa9b6cf2dc0",
      ),
    },
  },
  birds: {
    rows: 645,
    features: 260,
    labels: 19,
    reference: "Briggs et al. The 9th Annual MLSP Competition. IEEE MLSP 2013",
    files: {
      train: mulan(
        "birds/birds-train.arff",
        539367,
        "8f215db6ee163149901e753977f631ba8bea0e0e8e1abc42b234414822f8ae36",
      ),
      test: mulan(
        "birds/birds-test.arff",
        540883,
        "51ba6326d65ccdd7c755b6461280eb6d2769c7f59d8e12fd4250f91e6ca28326",
      ),
      labels: mulan(
        "birds/birds.xml",
        889,
        "0f4ea547b2b3d538c8402662daf689e0d4520cc8b4f5ba113c2e7c01700f010f",
      ),
    },
  },
  cal500: {
    rows: 502,
    features: 68,
    labels: 174,
    reference:
      "Turnbull, Barrington, Torres, Lanckriet. Semantic Annotation and Retrieval of Music and Sound Effects. IEEE TASLP 16(2), 2008",
    files: {
      train: mulan(
        "cal500/cal500.arff",
        492857,
        "cfe6097ba5fd6e8584e54911ab9783dcab34e898446b7c9370c71d477eae56d3",
      ),
      labels: mulan(
        "cal500/cal500.xml",
        7901,
        "877e128531268d7661faa3e44f7bb43cbcda829c0895e49879168775b192728c",
      ),
    },
  },
  ...largeMultilabelDatasets,
};

function mulan(path: string, bytes: number, sha256: string): DataFile {
  const directory =
    "https://raw.githubusercontent.com/tsoumakas/mulan/43f6389095ad71984264db4387a8074b22bc7d4a/data/multi-label";
  return { path: `multilabel/${path}`, address: `${directory}/${path}`, bytes, sha256 };
}
