import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { writeJson } from "../run-files/json-files.js";

/** The file in the directory of a run that contains its tags. */
const FILE = "tags.json";

const MOST_TAGS = 50;
const MOST_LETTERS = 40;

/** Reads the tags of a run. None if the file does not exist or contains something else. */
export async function readTags(directory: string): Promise<readonly string[]> {
  try {
    const tags: unknown = JSON.parse(await readFile(join(directory, FILE), "utf8"));
    return areTags(tags) ? tags : [];
  } catch {
    return [];
  }
}

/** @throws {EbmError} If the tags are not a list of short texts. */
export async function writeTags(directory: string, tags: unknown): Promise<void> {
  if (!areTags(tags)) {
    throw new EbmError(
      `tags: expected at most ${MOST_TAGS} texts of 1 to ${MOST_LETTERS} letters.`,
    );
  }
  await writeJson(join(directory, FILE), tags);
}

function areTags(value: unknown): value is readonly string[] {
  if (!Array.isArray(value) || value.length > MOST_TAGS) return false;
  return value.every((tag) => typeof tag === "string" && tag !== "" && tag.length <= MOST_LETTERS);
}
