import type { DataFile, DatasetFacts } from "./data-file.js";

export interface ImageSources {
  readonly data: DataFile;
  /** Absent where the labels are in the same file. */
  readonly labels?: DataFile;
}

const mnist =
  "https://raw.githubusercontent.com/kelas/mnist/283b387221ab46655e600cfcc25d843bb14292b9";

/** The images that can be loaded by name. */
export const imageDatasets: Readonly<Record<"mnist-test" | "digits", DatasetFacts<ImageSources>>> =
  {
    "mnist-test": {
      rows: 10000,
      features: 784,
      labels: 10,
      reference:
        "LeCun, Bottou, Bengio, Haffner. Gradient-Based Learning Applied to Document Recognition. Proceedings of the IEEE 86(11), 1998",
      files: {
        data: {
          path: "images/mnist-test/t10k-images-idx3-ubyte",
          address: `${mnist}/t10k-images-idx3-ubyte.gz`,
          bytes: 7840016,
          sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        },
        labels: {
          path: "images/mnist-test/t10k-labels-idx1-ubyte",
          address: `${mnist}/t10k-labels-idx1-ubyte.gz`,
          bytes: 10008,
          sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        },
      },
    },
    digits: {
      rows: 1797,
      features: 64,
      labels: 10,
      reference:
        "Alpaydin, Kaynak. Optical Recognition of Handwritten Digits. UCI Machine Learning Repository, 1998",
      files: {
        data: {
          path: "images/digits/digits.csv",
          address:
            "https://raw.githubusercontent.com/scikit-learn/scikit-learn/1.2.1/sklearn/datasets/data/digits.csv.gz",
          bytes: 264712,
          sha256: "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8",
        },
      },
    },
  };
