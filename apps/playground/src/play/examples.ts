import type { ModelKind } from "./model-facts.js";

export interface Example {
  readonly kind: ModelKind;
  readonly title: string;
  readonly about: string;
  /** The address of the file. */
  readonly file: string;
  /** The ranges of the columns, if the file does not tell them. */
  readonly ranges?: readonly (readonly [low: number, high: number])[];
  /** The first value of each column. Default: the middle of its range. */
  readonly x?: readonly number[];
}

const file = (name: string): string => new URL(`models/${name}.onnx`, document.baseURI).href;

/** Returns the models that come with the page. */
export function examples(): readonly Example[] {
  return [
    {
      kind: "density",
      title: "A density",
      about: "Two moons, trained by self-normalized likelihood.",
      file: file("density"),
    },
    {
      kind: "labels",
      title: "Sets of labels",
      about: "What people take with them in which weather. The data are made up.",
      file: file("labels"),
      ranges: [
        [-10, 35],
        [0, 100],
        [0, 60],
      ],
      x: [9, 80, 10],
    },
    {
      kind: "ranking",
      title: "Rankings",
      about: "In which order people like drinks, by temperature and hour. The data are made up.",
      file: file("ranking"),
      ranges: [
        [-10, 35],
        [6, 23],
      ],
      x: [22, 9],
    },
    {
      kind: "bits",
      title: "Bits",
      about: "Pictures of handwritten digits with 8 × 8 bits, as a mixture of 30 trees.",
      file: file("bits"),
    },
  ];
}
