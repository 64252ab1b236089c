import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { type FittedBinary, openBinary } from "./binary/open-binary.js";
import { type FittedDensity, openDensity } from "./density/open-density.js";
import type { FittedMultilabel } from "./multilabel/open-multilabel.js";
import { openMultilabel } from "./multilabel/open-multilabel.js";
import { decodePlain } from "./plain-json.js";
import { type FittedRanking, openRanking } from "./ranking/open-ranking.js";
import { type FittedRegression, openRegression } from "./regression/open-regression.js";
import { CARD_FILE, sha256, VERSION } from "./save-model.js";
import type { SavedCard, SavedModel } from "./saved-model.js";

/** A model of one of the kinds that `loadModel` knows; `kind` tells which. */
export type LoadedModel =
  | FittedMultilabel
  | FittedRanking
  | FittedBinary
  | FittedDensity
  | FittedRegression;

/**
 * Opens a model that `save` wrote. It answers as the model that was saved, bit for bit.
 *
 * @throws {EbmError} If the directory has no model, or one of its files is of another model.
 */
export async function loadModel(directory: string): Promise<LoadedModel> {
  const card = await readCard(directory);
  const open = openers[card.kind];
  if (open === undefined) {
    const kinds = Object.keys(openers).join(", ");
    throw fail(directory, `its kind is ${card.kind}, expected one of ${kinds}`);
  }
  const files = Object.entries(card.files).map(([name, hash]) => [
    name,
    async () => {
      const bytes = await readFile(join(directory, name)).catch((cause: Error) => {
        throw fail(directory, `${name} cannot be read (${cause.message})`, cause);
      });
      if (sha256(bytes) === hash) return bytes;
      throw fail(directory, `${name} is not the file that was saved with ${CARD_FILE}`);
    },
  ]);
  return open({ card, files: Object.fromEntries(files) });
}

// each reads the parameters that the same kind of model wrote
const openers: Readonly<Record<string, ((saved: SavedModel<never>) => LoadedModel) | undefined>> = {
  multilabel: openMultilabel,
  ranking: openRanking,
  binary: openBinary,
  density: openDensity,
  regression: openRegression,
};

type StoredCard = SavedCard<never> & { readonly files: Readonly<Record<string, string>> };

async function readCard(directory: string): Promise<StoredCard> {
  const text = await readFile(join(directory, CARD_FILE), "utf8").catch((cause: Error) => {
    throw fail(directory, `${CARD_FILE} cannot be read (${cause.message})`, cause);
  });
  const card = parse(directory, text) as StoredCard & { format?: string; version?: number };
  if (card?.format !== "ebm model" || card.version !== VERSION) {
    throw fail(directory, `${CARD_FILE} is no card of a model of version ${VERSION}`);
  }
  return card;
}

function parse(directory: string, text: string): unknown {
  try {
    return decodePlain(text);
  } catch (cause) {
    throw fail(directory, `${CARD_FILE} is not valid JSON`, cause as Error);
  }
}

function fail(directory: string, what: string, cause?: Error): EbmError {
  return new EbmError(`loadModel: ${directory}: ${what}.`, { cause });
}
