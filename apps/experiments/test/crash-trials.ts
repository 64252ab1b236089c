import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { foldIn, key, uniform } from "@ebm/core";
import { type Ended, ebm } from "./ebm.js";
import { writeRankings } from "./own-files.js";

export interface CrashTrials {
  /** Number of processes to kill, each at a random moment. */
  readonly kills: number;
  /** Number of sizes of a full disk to run on. */
  readonly sizes: number;
  readonly seed: number;
  /** Called with a line about each trial. */
  readonly tell: (line: string) => void;
}

/** A command that can be repeated after a kill, and whose files are then the same. */
interface Subject {
  readonly name: string;
  /** The contents of its directory before the command. */
  readonly before: string | undefined;
  readonly command: (directory: string) => readonly string[];
  /** The command that continues after a kill. */
  readonly again: (directory: string) => readonly string[];
  /** The files to compare. */
  readonly isCompared: (file: string) => boolean;
}

/**
 * Kills commands at random moments, and runs them on full disks. Then repeats them.
 *
 * @throws {Error} If one does not end with the same bits as an undisturbed command.
 */
export async function crashTrials({ kills, sizes, seed, tell }: CrashTrials): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), "ebm-crash-"));
  try {
    const subjects = await prepare(home);
    for (let trial = 0, killed = 0; killed < kills; trial++) {
      const subject = subjects[trial % subjects.length]!;
      killed += await killAndGoOn(subject, { home, tell, noise: foldIn(key(seed), trial) });
    }
    for (let i = 0; i < sizes; i++) {
      const [share] = uniform(foldIn(key(seed + 1), i), 1);
      await fillAndGoOn(subjects[i % 2]!, { home, tell, share: share! });
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** A subject, and its results without disturbance. */
interface Prepared extends Subject {
  readonly whole: string;
  readonly milliseconds: number;
  /** The size of the largest file that is compared. */
  readonly largest: number;
}

async function prepare(home: string): Promise<Prepared[]> {
  const file = await writeRankings(home);
  const settings = "--model permutahedron --steps 400 --batch-size 16 --validation-share 0.25";
  const run = ["run", "label-ranking", "--file", file, ...settings.split(" ")];
  const often = ["--checkpoint-every", "0.05"];
  const reproduce = ["reproduce", "snl", "--figure", "snl-surface", "--out"];
  const finished = join(home, "finished");
  const subjects: Subject[] = [
    {
      name: "run",
      before: undefined,
      command: (out) => [...run, ...often, "--out", out],
      again: (out) => ["resume", out, ...often],
      isCompared: (name) => !/report|result|lock/.test(name),
    },
    {
      name: "export",
      before: finished,
      command: (out) => ["export", out, "--what", "all"],
      again: (out) => ["export", out, "--what", "all"],
      isCompared: (name) => name.endsWith(".onnx"),
    },
    {
      name: "report",
      before: finished,
      command: (out) => ["verify", join(out, "energy.onnx"), "--in", "node", "--write"],
      again: (out) => ["verify", join(out, "energy.onnx"), "--in", "node", "--write"],
      isCompared: () => true,
    },
    {
      name: "reproduce",
      before: undefined,
      command: (out) => [...reproduce, out],
      again: (out) => [...reproduce, out],
      // these files contain times
      isCompared: (name) => !/cells.jsonl|README.md/.test(name),
    },
  ];
  const prepared: Prepared[] = [];
  for (const subject of subjects) {
    const whole = subject.before ? join(home, `${subject.name}-whole`) : finished;
    const place = subject.name === "reproduce" ? join(home, "reproduced") : whole;
    if (subject.before) await cp(subject.before, place, { recursive: true });
    const start = performance.now();
    expectEnded(await ebm(subject.command(place)), subject.name);
    const milliseconds = performance.now() - start;
    const compared = [...(await contentsOf(place))].filter(([name]) => subject.isCompared(name));
    const largest = Math.max(...compared.map(([, text]) => text.length));
    prepared.push({ ...subject, whole: place, milliseconds, largest });
  }
  return prepared;
}

interface Trial {
  readonly home: string;
  readonly tell: (line: string) => void;
}

/** Kills a command one to three times, and compares its results. Returns the number of kills. */
async function killAndGoOn(
  subject: Prepared,
  { home, tell, noise }: Trial & { readonly noise: ReturnType<typeof key> },
): Promise<number> {
  const directory = await placeOf(subject, home);
  const [count, ...moments] = uniform(noise, 4);
  let killed = 0;
  let command = subject.command(directory);
  for (const moment of moments.slice(0, 1 + Math.floor(3 * count!))) {
    const wait = moment * subject.milliseconds;
    const { signal } = await ebm(command, {
      onStart: (child) => setTimeout(() => child.kill("SIGKILL"), wait).unref(),
    });
    if (signal === "SIGKILL") killed++;
    command = await commandAfter(subject, directory);
  }
  await expectSame(subject, directory);
  tell(`${subject.name}: killed ${killed} times, and the same in the end`);
  return killed;
}

/** Runs a command where no file may exceed a size, and continues it without this limit. */
async function fillAndGoOn(
  subject: Prepared,
  { home, tell, share }: Trial & { readonly share: number },
): Promise<void> {
  const directory = await placeOf(subject, home);
  const fileSize = Math.floor(share * subject.largest);
  const before = await contentsOf(directory);
  const { code, stderr } = await ebm(subject.command(directory), { fileSize });
  if (code !== 1 || !/ cannot be written: EFBIG/.test(stderr)) {
    throw new Error(`${subject.name} with ${fileSize} bytes: ended in ${code}. ${stderr}`);
  }
  // no file is cut off: it has the old contents or the final ones
  const whole = await contentsOf(subject.whole);
  for (const [name, text] of await contentsOf(directory)) {
    const isWhole = text === before.get(name) || text === whole.get(name);
    if (name.endsWith(".onnx") && !isWhole) throw new Error(`${name} was cut at ${fileSize} bytes`);
  }
  await expectSame(subject, directory);
  tell(`${subject.name}: full at ${fileSize} bytes, and the same in the end`);
}

async function placeOf({ before }: Subject, home: string): Promise<string> {
  const directory = join(await mkdtemp(join(home, "trial-")), "it");
  if (before) await cp(before, directory, { recursive: true });
  return directory;
}

/** Starts a run again if it was killed before it had a directory. */
async function commandAfter(subject: Subject, directory: string): Promise<readonly string[]> {
  const isThere = (await readdir(join(directory, ".."))).includes("it");
  return isThere ? subject.again(directory) : subject.command(directory);
}

async function expectSame(subject: Prepared, directory: string): Promise<void> {
  expectEnded(await ebm(await commandAfter(subject, directory)), subject.name);
  const [found, whole] = [await contentsOf(directory), await contentsOf(subject.whole)];
  const names = [...new Set([...found.keys(), ...whole.keys()])];
  for (const name of names) {
    const isSame = !subject.isCompared(name)
      ? whole.has(name)
      : found.get(name) === whole.get(name);
    if (!isSame) throw new Error(`${subject.name}: ${name} is not the same in ${directory}`);
  }
  const left = (await readdir(join(directory, ".."))).filter((name) => name !== "it");
  if (left.length > 1) throw new Error(`${subject.name} left ${left.join(", ")}`);
}

function expectEnded({ code, signal, stderr }: Ended, name: string): void {
  if (code !== 0) throw new Error(`${name} ended in ${code ?? signal}: ${stderr}`);
}

async function contentsOf(directory: string): Promise<Map<string, string>> {
  const paths = await filesOf(directory);
  const texts = await Promise.all(paths.map((path) => readFile(path, "latin1")));
  return new Map(paths.map((path, i) => [relative(directory, path), texts[i]!]));
}

async function filesOf(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
