import { EbmError } from "@ebm/core/errors";
import { parseIdx } from "../formats/parse-idx.js";
import { parseTable } from "../formats/parse-table.js";
import type { Matrix } from "../matrix.js";
import { type DatasetName, findDataset } from "./data-file.js";
import { type FetchOptions, fetchFiles } from "./fetch-dataset.js";
import { type ImageSources, imageDatasets } from "./image-datasets.js";
import { readData, readText } from "./read-data.js";

export interface ImageData {
  /** Grey values from 0 to 1, row by row of each image. Shape [images, height · width]. */
  readonly images: Matrix;
  /** The digit on each image. */
  readonly labels: Int32Array;
  readonly height: number;
  readonly width: number;
}

/**
 * Loads the images of a data set of `imageDatasets` from `dataDir`, the cache, or its public address.
 * `binarize` turns them into bits.
 *
 * @throws {EbmError} If a file cannot be had, or is not as published.
 */
export async function loadImages(
  name: DatasetName<typeof imageDatasets>,
  options: FetchOptions = {},
): Promise<ImageData> {
  const { files } = findDataset("loadImages", name, imageDatasets);
  const paths = await fetchFiles<ImageSources>("loadImages", files, options);
  return paths.labels === undefined ? fromTable(paths.data) : fromIdx(paths.data, paths.labels);
}

async function fromTable(path: string): Promise<ImageData> {
  const names = Array.from({ length: 65 }, (_, i) => (i < 64 ? `pixel ${i}` : "label"));
  const { data } = parseTable(await readText("loadImages", path), { header: names, file: path });
  const rows = data.shape[0];
  return {
    images: {
      data: Float32Array.from(
        { length: rows * 64 },
        (_, i) => data.data[Math.floor(i / 64) * 65 + (i % 64)]! / 16,
      ),
      shape: [rows, 64],
    },
    labels: Int32Array.from({ length: rows }, (_, row) => data.data[row * 65 + 64]!),
    height: 8,
    width: 8,
  };
}

async function fromIdx(path: string, labelPath: string): Promise<ImageData> {
  const read = async (file: string) => {
    const bytes = await readData("loadImages", file);
    if (bytes === undefined) throw new EbmError(`loadImages: there is no file \`${file}\`.`);
    return parseIdx(bytes, { file });
  };
  const [images, labels] = [await read(path), await read(labelPath)];
  const [rows = 0, height = 0, width = 0] = images.shape;
  // a loop, for millions of pixels: `from` takes seconds
  const data = new Float32Array(images.data.length);
  for (let i = 0; i < data.length; i++) data[i] = images.data[i]! / 255;
  return {
    images: { data, shape: [rows, height * width] },
    labels: Int32Array.from(labels.data),
    height,
    width,
  };
}
