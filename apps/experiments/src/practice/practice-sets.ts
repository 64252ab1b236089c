/** The list that a data set belongs to. Defaults were chosen on the sets for development only. */
export type PracticeGroup = "development" | "report";

/** A data set, and the source of its rows. */
export interface PracticeSet {
  readonly group: PracticeGroup;
  /**
   * The name of a published set, or files in the data directory, plain or with `.gz` after their
   * names.
   */
  readonly source:
    | { readonly dataset: string }
    | {
        readonly train: string;
        readonly test?: string;
        /** Mulan's XML list of the labels. */
        readonly labels?: string;
        /** Columns that are not features. */
        readonly drop?: readonly string[];
        /** The column to predict, of a regression. */
        readonly target?: string;
      };
  /** Whether there are too many labels for five seeds and for a chain. */
  readonly isLarge?: boolean;
}

type PracticeSets = Readonly<Record<string, PracticeSet>>;

const published = (group: PracticeGroup, ...names: readonly string[]): PracticeSets =>
  Object.fromEntries(names.map((dataset) => [dataset, { group, source: { dataset } }]));

const rankingFiles = (group: PracticeGroup, ...names: readonly string[]): PracticeSets =>
  Object.fromEntries(
    names.map((name) => [name, { group, source: { train: `label_ranking/${name}/${name}.txt` } }]),
  );

export const labelSetSets: PracticeSets = {
  ...published("development", "emotions", "yeast", "birds", "cal500"),
  genbase: {
    group: "development",
    source: {
      train: "multilabel/genbase/genbase-train.arff",
      test: "multilabel/genbase/genbase-test.arff",
      labels: "multilabel/genbase/genbase.xml",
      drop: ["protein"],
    },
  },
  ...published("report", "scene"),
  foodtruck: {
    group: "report",
    source: {
      train: "multilabel/foodtruck/foodtruck.arff",
      labels: "multilabel/foodtruck/foodtruck.xml",
    },
  },
  "mediamill-reduced": { group: "report", source: { dataset: "mediamill" } },
  ...published("report", "tmc2007", "bibtex"),
  corel5k: { group: "report", source: { dataset: "corel5k" }, isLarge: true },
  delicious: { group: "report", source: { dataset: "delicious" }, isLarge: true },
};

export const rankingSets: PracticeSets = {
  ...published("development", "iris", "glass", "vehicle"),
  ...rankingFiles("development", "bodyfat", "calhousing", "cpu-small"),
  ...published("report", "wine", "vowel", "authorship"),
  ...rankingFiles("report", "dtt", "heat", "diau", "sushi", "pendigits", "elevators", "fried"),
};

export const bitSets: PracticeSets = {
  ...published("development", "nltcs", "jester", "accidents", "tretail", "mushrooms", "msnbc"),
  ...published("report", "kosarek", "kdd", "pumsb_star", "baudio", "bnetflix"),
};

export const regressionSets: PracticeSets = {
  ...published(
    "development",
    "boston-housing",
    "concrete",
    "energy",
    "power-plant",
    "wine-quality-red",
  ),
  mcycle: {
    group: "report",
    source: { train: "tabular/mcycle/mcycle.csv", target: "accel" },
  },
  "white-wine": {
    group: "report",
    source: { train: "tabular/wine-quality/winequality-white.csv", target: "quality" },
  },
  protein: { group: "report", source: { dataset: "protein" }, isLarge: true },
};

const rankedFeatures = (group: PracticeGroup, ...names: readonly string[]): PracticeSets =>
  Object.fromEntries(
    names.map((name) => {
      const train = `label_ranking/${name}/${name}.txt`;
      return [name, { group, source: { train, drop: ["ranking"] } }];
    }),
  );

/** Tables of numbers, of numbers and categories (`mixed`), and points of known densities. */
export const densitySets: PracticeSets = {
  ...published("development", "old-faithful", "boston-housing", "concrete", "energy"),
  ...published("development", "power-plant", "red-wine", "white-wine"),
  parkinsons: { group: "development", source: { dataset: "parkinsons" }, isLarge: true },
  protein: { group: "development", source: { dataset: "protein" }, isLarge: true },
  ...published("development", "checkerboard", "four_circles", "pinwheel"),
  "foodtruck (mixed)": {
    group: "development",
    source: { train: "multilabel/foodtruck/foodtruck.arff" },
  },
  "sushi (mixed)": {
    group: "development",
    source: { train: "label_ranking/sushi/sushi.txt", drop: ["ranking"] },
    isLarge: true,
  },
  ...published("report", "mcycle"),
  ...rankedFeatures("report", "glass", "bodyfat", "vehicle", "vowel"),
  "cpu-small": {
    group: "report",
    source: { train: "label_ranking/cpu-small/cpu-small.txt", drop: ["ranking"] },
    isLarge: true,
  },
  ...published("report", "moons", "2spirals"),
  "iris (mixed)": { group: "report", source: { train: "label_ranking/iris/iris.txt" } },
  "wine (mixed)": { group: "report", source: { train: "label_ranking/wine/wine.txt" } },
};
