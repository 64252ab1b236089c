import { readFile } from "node:fs/promises";
import { EbmError } from "@ebm/core/errors";
import { checkMembers, type Feeds } from "@ebm/onnx-export";
import type { NamedValue } from "../rows/named-outputs.js";
import { atFileRow } from "../rows/row-inputs.js";
import { readInputs } from "../serve/read-inputs.js";
import { type FileOptions, namedFeeds } from "./named-feeds.js";
import type { Predictor } from "./open-predictor.js";
import { positionalFeeds } from "./positional-feeds.js";

/** Number of rows that run together. It bounds the memory for files of any size. */
const ROWS = 2048;

/** The predictions of some rows of a file, in order. */
export interface PredictedRows {
  readonly values: NamedValue[][];
  /** Notes on what was inferred or decided, one plain sentence each. */
  readonly notes: readonly string[];
}

/**
 * Predicts the rows of a file. Reads a table of any format in pieces, and matches its columns by
 * name. Also takes a JSON object of tensors by the names of the inputs.
 *
 * @throws {EbmError} If a column is missing, or a value does not fit, with its row or line.
 */
export async function* predictFile(
  model: Predictor,
  file: string,
  options: FileOptions = {},
): AsyncGenerator<PredictedRows> {
  const tensors = await readTensors(model, file);
  if (tensors !== undefined) {
    yield { values: await model.predict(tensors), notes: [] };
    return;
  }
  const chunks = model.schema
    ? namedFeeds(model, { schema: model.schema, file, options, rows: ROWS })
    : positionalFeeds(model.inputs, { file, options, rows: ROWS });
  const told = new Set<string>();
  for await (const { feeds, notes } of chunks) {
    const fresh = notes.filter((note) => !told.has(note));
    for (const note of fresh) told.add(note);
    yield { values: await model.predict(feeds), notes: fresh };
  }
}

/**
 * Reads tensors from a JSON object by the names of the inputs. Returns undefined if the file is a
 * table.
 */
async function readTensors(
  { inputs, schema }: Predictor,
  file: string,
): Promise<Feeds | undefined> {
  if (!/\.json$/i.test(file)) return undefined;
  const text = await readFile(file, "utf8").catch((cause: Error) => {
    throw new EbmError(`${file} cannot be read: ${cause.message}.`, { cause });
  });
  const body = objectOf(text.replace(/^\uFEFF/, "").trimStart());
  if (body === undefined || !Object.keys(inputs).some((name) => Object.hasOwn(body, name))) {
    return undefined;
  }
  try {
    // a predictor only has inputs of these dtypes
    const feeds = readInputs(body, inputs) as Feeds;
    const y = feeds.y ?? feeds.start;
    if (schema && y) checkMembers(schema, y);
    return feeds;
  } catch (error) {
    throw atFileRow(error, file, 0);
  }
}

/** Parses a JSON object. Returns undefined for an array, or for JSON lines. */
function objectOf(text: string): object | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
