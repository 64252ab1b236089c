import { expect, test } from "vitest";
import { configOf } from "../../test/config-of.js";
import { commandOf } from "./command-of.js";
import { labelRanking } from "./label-ranking.js";
import { multilabel } from "./multilabel.js";

test("a run of defaults is its data set", () => {
  expect(commandOf(multilabel, configOf(multilabel, "cal500"))).toBe(
    "ebm run multilabel --dataset cal500",
  );
});

test("names what differs from the defaults of the data set", () => {
  const model = "unary";
  const settings = { model, hidden: [64, 32], logPartitionHidden: [], batchSize: "full", seed: 3 };
  expect(commandOf(multilabel, configOf(multilabel, "cal500", settings))).toBe(
    "ebm run multilabel --dataset cal500 --seed 3 --batch-size full --hidden 64,32 --log-partition-hidden none --model unary",
  );
});

test("names own files, quoted for a shell where they must be", () => {
  const file = { path: "/tmp/it's mine.txt", sha256: "" };
  expect(commandOf(labelRanking, configOf(labelRanking, "", { data: { file } }))).toBe(
    `ebm run label-ranking --file '/tmp/it'\\''s mine.txt'`,
  );
});

test("names columns as they are typed, and leaves out what a run found", () => {
  const settings = {
    data: { file: { path: "/a.csv", sha256: "" } },
    drop: ["id", "city, state"],
    split: "group:shop",
    columns: ["id=text"],
  };
  expect(commandOf(labelRanking, configOf(labelRanking, "", settings))).toBe(
    `ebm run label-ranking --file /a.csv --split 'group:shop' --drop 'id,"city, state"'`,
  );
});
