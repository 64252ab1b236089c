/** One data set with one seed. */
export type PracticeCell = {
  readonly seed: number;
  readonly dataset: string;
  /** Number of threads of our model and of each baseline. */
  readonly threads: 1;
  /** The library of the baselines. */
  readonly baselines: "scikit-learn 1.9.1";
};

export const practiceCell = (dataset: string, seed: number): PracticeCell => ({
  seed,
  dataset,
  threads: 1,
  baselines: "scikit-learn 1.9.1",
});
