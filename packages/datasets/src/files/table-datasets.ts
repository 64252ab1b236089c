import type { NumericTableOptions } from "../formats/parse-table.js";
import type { DataFile, DatasetFacts } from "./data-file.js";

export interface TableSources {
  readonly data: DataFile;
}

export interface TableFacts extends DatasetFacts<TableSources> {
  readonly format: Pick<NumericTableOptions, "separator" | "header">;
  /** Columns that are no features: who was measured, when, and what is to be predicted. */
  readonly omitted: readonly string[];
}

const uci = "https://archive.ics.uci.edu/ml/machine-learning-databases";

/** The tables of continuous columns that can be loaded by name, for densities and for plots. */
export const tableDatasets: Readonly<
  Record<"red-wine" | "white-wine" | "parkinsons" | "old-faithful" | "mcycle", TableFacts>
> = {
  "red-wine": wine("red", {
    rows: 1599,
    bytes: 84199,
    sha256: "4a402cf041b025d4566d954c3b9ba8635a3a8a01e039005d97d6a710278cf05e",
  }),
  "white-wine": wine("white", {
    rows: 4898,
    bytes: 264426,
    sha256: "76c3f809815c17c07212622f776311faeb31e87610d52c26d87d6e361b169836",
  }),
  parkinsons: {
    rows: 5875,
    features: 16,
    labels: 2,
    reference:
      "Tsanas, Little, McSharry, Ramig. Accurate Telemonitoring of Parkinson's Disease Progression by Non-Invasive Speech Tests. IEEE TBME 57(4), 2010",
    format: {},
    // rows of one subject depend on one another: split by subject#
    omitted: ["subject#", "age", "sex", "test_time", "motor_UPDRS", "total_UPDRS"],
    files: {
      data: {
        path: "tabular/parkinsons/parkinsons_updrs.data",
        address: `${uci}/parkinsons/telemonitoring/parkinsons_updrs.data`,
        bytes: 911261,
        sha256: "f2c7d5025dec4e92e7feae367a5f7ccf58789a10ac6b54bdf15976c599f9dd39",
      },
    },
  },
  "old-faithful": {
    rows: 272,
    features: 2,
    labels: 0,
    reference:
      "Azzalini, Bowman. A Look at Some Data on the Old Faithful Geyser. Applied Statistics 39(3), 1990",
    format: { header: ["eruption", "waiting"] },
    omitted: [],
    files: {
      data: {
        path: "tabular/old-faithful/faithful.csv",
        address:
          "https://raw.githubusercontent.com/moranpatrick/OldFaithfulDataSet/3b1bf573575adc539ca56953e4b84fa03def28f0/data/faithful.csv",
        bytes: 2253,
        sha256: "271734a31b60046a291925dae013003e368566ccbd72088014b2a6a1df85ed32",
      },
    },
  },
  mcycle: {
    rows: 133,
    features: 2,
    labels: 0,
    reference:
      "Silverman. Some Aspects of the Spline Smoothing Approach to Non-Parametric Regression Curve Fitting. JRSS B 47(1), 1985",
    format: {},
    // the number of the row has no name
    omitted: [""],
    files: {
      data: {
        path: "tabular/mcycle/mcycle.csv",
        address:
          "https://raw.githubusercontent.com/mengelhard/adversarial_sgp/a9232e9672e6ee512f4eb865d26ba1b15ea4dde1/data/mcycle.csv",
        bytes: 2151,
        sha256: "5a5849532c470b5bb5c54976a6740d29912f81de2fb1cf1219fde12325008b47",
      },
    },
  },
};

function wine(
  color: string,
  { rows, ...digest }: { readonly rows: number } & Pick<DataFile, "bytes" | "sha256">,
): TableFacts {
  const file = `wine-quality/winequality-${color}.csv`;
  return {
    rows,
    features: 11,
    labels: 1,
    reference:
      "Cortez, Cerdeira, Almeida, Matos, Reis. Modeling Wine Preferences by Data Mining from Physicochemical Properties. Decision Support Systems 47(4), 2009",
    format: { separator: ";" },
    omitted: ["quality"],
    files: { data: { path: `tabular/${file}`, address: `${uci}/${file}`, ...digest } },
  };
}
