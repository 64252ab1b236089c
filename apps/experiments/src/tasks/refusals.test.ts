import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ebmHere } from "../../test/ebm-here.js";
import { temporaryDirectory } from "../../test/own-files.js";
import { tasks } from "./index.js";

const rows = (line: (row: number) => string, count = 12): string =>
  Array.from({ length: count }, (_, row) => `${line(row)}\n`).join("");
const sets = `a,b,calm,sad\n${rows((row) => `${row},${row % 5},${row % 2},${row % 3 === 0}`)}`;
const orders = `a,b,ranking\n${rows((row) => `${row},${row % 5},${row % 2 ? "x>y" : "y>x"}`)}`;
const names = Array.from({ length: 2000 }, (_, label) => `l${label}`);

const refused = (csv: string, args: readonly string[], message: string) =>
  [message, csv, args] as const;
const multilabel = (csv: string, message: string, ...args: readonly string[]) =>
  refused(csv, ["multilabel", "--labels", "calm,sad", ...args, "--train"], message);
const ranking = (csv: string, message: string, ...args: readonly string[]) =>
  refused(csv, ["label-ranking", ...args, "--file"], message);

const bits = (csv: string, message: string, ...args: readonly string[]) =>
  refused(csv, ["binary", ...args, "--file"], message);
const density = (csv: string, message: string, ...args: readonly string[]) =>
  refused(csv, ["density", ...args, "--file"], message);
const regression = (csv: string, message: string, ...args: readonly string[]) =>
  refused(csv, ["regression", "--target", "y", ...args, "--file"], message);
const numbers = `a,b,y\n${rows((row) => `${row},${row % 5},${row ** 2}`, 40)}`;

test.each([
  multilabel(sets, `--features names \`age\`, expected a column.`, "--features", "a,age"),
  multilabel(sets, `--drop names \`age\`, expected a column.`, "--drop", "age"),
  multilabel(
    sets,
    `--labels or --target names \`glad\`, expected a column.`,
    "--labels",
    "calm,glad",
  ),
  multilabel(
    sets,
    "--features and --labels or --target both name `calm`, expected it in one of them.",
    ...["--features", "a,calm"],
  ),
  multilabel(
    `a,b,calm,sad\n${rows((row) => `${row},1,0,0`)}`,
    "all rows have the same labels, expected labels that vary.",
  ),
  multilabel("a,b,calm,sad\n1,2,1,0\n", "has 1 row, expected two rows or more."),
  multilabel(
    `a,b,calm,sad\n${rows((row) => `?,?,${row % 2},1`)}`,
    "has no column with two values or more, expected at least one.",
  ),
  multilabel(
    `a,b,calm,sad\n${rows((row) => `${row},1,?,?`)}`,
    "no row says which labels it has, expected some that do.",
  ),
  multilabel(
    `a,a,calm,sad\n${rows((row) => `${row},1,0,${row % 2}`)}`,
    "line 1 names `a` twice, in columns 1 and 2, expected names that differ.",
  ),
  multilabel(
    sets,
    "initMlp: `sizes` has [2, 1000000000, 2], which is 5000000002 parameters, expected at most 268435456.",
    ...["--model", "unary", "--hidden", "1000000000"],
  ),
  multilabel(
    `a,b,calm,sad
${rows((row) => `${row},1,0,${row % 2}`, 40_000)}`,
    "rows of 4 columns take 2 MB of memory, expected at most 1 (--memory).",
    ...["--memory", "1"],
  ),
  multilabel(
    sets,
    "1000000000 samples of 2 entries are 2000000000 numbers, expected at most 67108864: use fewer --samples.",
    ...["--model", "unary", "--samples", "1000000000"],
  ),
  ranking(orders, "--labels or --target names `order`, expected a column.", "--target", "order"),
  ranking(
    orders,
    "--features and --labels or --target both name `ranking`, expected it in one of them.",
    ...["--features", "a,ranking"],
  ),
  ranking(
    `a,ranking\n${rows((row) => `${row},${(row % 2 ? names : names.toReversed()).join(">")}`)}`,
    "rows of 2000 labels, expected at most 500 labels",
  ),
  ranking(
    `a,ranking\n${rows((row) => `${row},${(row % 2 ? names : names.toReversed()).join(">")}`)}`,
    "has 2000 labels to rank, which are 4000000000 pairs in 1000 samples, expected at most",
    ...["--model", "permutahedron"],
  ),
  bits("a,b\n0,1\n", "has 1 of 1 rows with values, expected 20 at least."),
  bits(
    `a,b\n${rows(() => "?,?", 40)}`,
    "has 0 of 40 rows with values, expected 20 at least.",
    ...["--types", "a=boolean,b=boolean"],
  ),
  bits(
    `a,b\n${rows((row) => `${row % 2},1`, 80_000)}`,
    "rows of 2 columns take 2 MB of memory, expected at most 1 (--memory).",
    ...["--memory", "1"],
  ),
  bits(
    `a,a\n${rows((row) => `${row % 2},0`, 40)}`,
    "line 1 names `a` twice, in columns 1 and 2, expected names that differ.",
  ),
  bits(numbers, "--drop names `age`, expected a column.", "--drop", "age"),
  density(numbers, "--drop names `age`, expected a column.", "--drop", "age"),
  density("a,b\n0,1\n", "has 1 row, expected 21 at least."),
  density(
    `a,b\n${rows(() => "?,?", 40)}`,
    "has no column with two values or more, expected at least one.",
    ...["--types", "a=number,b=number"],
  ),
  density(`a,a\n${rows((row) => `${row},0`, 40)}`, "line 1 names `a` twice, in columns 1 and 2"),
  regression(numbers, "--target names `z`, expected a column.", "--target", "z"),
  regression(
    numbers,
    "--features and --labels or --target both name `y`, expected it in one of them.",
    ...["--features", "a,y"],
  ),
  regression("a,y\n0,1\n", "has 1 row with all targets, expected 21 at least."),
  regression(
    `a,y\n${rows((row) => `${row},?`, 40)}`,
    "has 0 rows with all targets, expected 21 at least.",
    ...["--types", "y=number"],
  ),
  regression(
    `a,y\n${rows((row) => `${row},${row % 2 ? "yes" : "no"}`, 40)}`,
    "column `y` is a category, expected numbers to predict.",
  ),
])("says in one line: … %s", async (message, csv, args) => {
  const directory = await temporaryDirectory();
  const file = join(directory, "rows.csv");
  await writeFile(file, csv);
  const error = await ebmHere(tasks, "run", ...args, file, "--out", join(directory, "run")).then(
    () => new Error("nothing was refused"),
    (error: Error) => error,
  );
  expect(error.message).toContain(message);
  expect(error.message).not.toContain("\n");
});

test("columns and labels may be named as what every object has", async () => {
  const directory = await temporaryDirectory();
  const file = join(directory, "rows.csv");
  await writeFile(file, sets.replace("a,b,calm,sad", "constructor,__proto__,toString,valueOf"));
  const options = ["--labels", "toString,valueOf", "--model", "unary", "--steps", "2", "--json"];
  const events = await ebmHere(
    tasks,
    ...["run", "multilabel", "--train", file, ...options, "--out", join(directory, "run")],
  );
  expect(events).toContain('"event":"result"');
});

test("a label that is never on is named, and has a small probability", async () => {
  const directory = await temporaryDirectory();
  const file = join(directory, "rows.csv");
  await writeFile(
    file,
    `a,calm,sad,glad\n${rows((row) => `${row},${row % 2},0,${row % 3 ? 1 : 0}`, 60)}`,
  );
  const out = join(directory, "run");
  const options = ["--labels", "calm,sad,glad", "--budget", "0.2", "--out", out, "--json"];
  const events = await ebmHere(tasks, "run", "multilabel", "--file", file, ...options);
  expect(events).toContain("`sad`");
  const asked = ["--file", file, "--answer", "marginals", "--json"];
  const [first] = (await ebmHere(tasks, "predict", out, ...asked)).split("\n");
  expect(JSON.parse(first!).sad).toBeLessThan(0.05);
});
