import type { Command } from "commander";
import type { FileOptions } from "../predict/named-feeds.js";
import { parseNames } from "../tasks/tables/names.js";
import { decimalOption, headerOption } from "../tasks/tables/table-options.js";

export type { FileOptions };

/** Adds the options that say how a file of rows is read. */
export function addFileOptions(command: Command): void {
  command
    .option(
      "--missing <texts>",
      "texts that mean a missing value (default: as in training)",
      parseNames,
    )
    .addOption(headerOption())
    .addOption(decimalOption());
}
