import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import { chmod, chown, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { EbmError } from "@ebm/core/errors";
import { temporaryName } from "@ebm/core/files";
import pg from "pg";
import { type Binaries, findBinaries } from "./find-binaries.js";

/** A PostgreSQL server of one directory, which listens on a Unix socket only. */
export interface PrivatePostgres {
  /** The address, for `openDatabase`. */
  readonly url: string;
  /** Starts the server again if it has died. */
  revive(): Promise<void>;
  /** Stops the server, unless other programs are connected to it. */
  stop(): Promise<void>;
}

/** The user that runs the server if this process is root, which PostgreSQL refuses. */
const NOBODY = 65_534;
/** The longest path of a Unix socket in bytes, with the zero at its end. */
const SOCKET_BYTES = 108;
const USER = "ebm";
const START_SECONDS = 120;

/**
 * Starts the PostgreSQL of a directory, or joins it if it runs already. Its data are in
 * `postgres/`, and survive any kill. Its programs come from npm, or from the directory that
 * EBM_POSTGRES names.
 *
 * @throws {EbmError} If there is no PostgreSQL for this machine, or it does not start.
 */
export async function privatePostgres(directory: string): Promise<PrivatePostgres> {
  const home = resolve(directory);
  const data = join(home, "postgres");
  const sockets = socketDirectory(data);
  const url = `postgresql://${USER}@${encodeURIComponent(sockets)}/postgres`;
  const start = async (): Promise<void> => {
    if (await answers(url)) return;
    await mkdir(home, { recursive: true });
    // PostgreSQL's user must be able to enter
    if (isRoot()) await chmod(home, 0o755);
    const binaries = await findBinaries(home);
    await initialize(data, binaries);
    await mkdir(sockets, { recursive: true, mode: 0o700 });
    if (isRoot()) await chown(sockets, NOBODY, NOBODY);
    await launch({ data, sockets, url, binaries });
  };
  await start();
  return { url, revive: start, stop: () => stop(data, url) };
}

const isRoot = (): boolean => process.getuid?.() === 0;

/** The directory of the socket: that of the data, unless its path is too long for a socket. */
function socketDirectory(data: string): string {
  if (Buffer.byteLength(join(data, ".s.PGSQL.5432")) < SOCKET_BYTES) return data;
  const name = createHash("sha256").update(data).digest("hex").slice(0, 16);
  return join(tmpdir(), `ebm-postgres-${name}`);
}

const owner = (): { uid?: number; gid?: number } => (isRoot() ? { uid: NOBODY, gid: NOBODY } : {});

/** Makes the data of a new server. They appear completely or not at all. */
async function initialize(data: string, { initdb }: Binaries): Promise<void> {
  const isMade = await readdir(data).then(
    () => true,
    () => false,
  );
  if (isMade) return;
  const aside = temporaryName(data);
  await mkdir(aside, { mode: 0o700 });
  if (isRoot()) await chown(aside, NOBODY, NOBODY);
  const args = ["-D", aside, "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-locale"];
  const child = spawn(initdb, args, { ...owner(), stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-1000);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  }).catch((error: Error) => {
    said = error.message;
    return null;
  });
  if (code === 0) {
    await rename(aside, data).catch((error: NodeJS.ErrnoException) => {
      // another process was faster
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  }
  await rm(aside, { recursive: true, force: true });
  if (code === 0) return;
  const advice = isRoot()
    ? " As root, the server runs as user nobody, who must be able to enter all parents of the directory. Choose another directory, or name a server with --database-url."
    : "";
  throw new EbmError(
    `privatePostgres: ${data} cannot be made: ${said.trim().replace(/\s*\n\s*/g, " ")}.${advice}`,
  );
}

interface Launch {
  readonly data: string;
  readonly sockets: string;
  readonly url: string;
  readonly binaries: Binaries;
}

/** Starts the server in a session of its own, so that Ctrl-C does not reach it. */
async function launch({ data, sockets, url, binaries }: Launch): Promise<void> {
  const path = join(dirname(data), "postgres.log");
  const options = [
    `unix_socket_directories=${sockets}`,
    "listen_addresses=",
    "max_connections=300",
  ];
  const args = ["-D", data, ...options.flatMap((option) => ["-c", option])];
  const end = performance.now() + 1000 * START_SECONDS;
  while (performance.now() < end) {
    const log = openSync(path, "a");
    const child = spawn(binaries.postgres, args, {
      ...owner(),
      detached: true,
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    child.unref();
    let hasEnded = false;
    for (const event of ["error", "exit"]) {
      child.on(event, () => {
        hasEnded = true;
      });
    }
    // a server that ends has met another one, or processes that a killed one has left for a moment
    while (!hasEnded && performance.now() < end) {
      if (await answers(url)) return;
      await wait(50);
    }
    await wait(100);
    if (await answers(url)) return;
  }
  const text = await readFile(path, "utf8").catch(() => "");
  const last = text.trimEnd().split("\n").at(-1) ?? "";
  throw new EbmError(
    `privatePostgres: the server of ${data} does not start: ${last}. See ${path}.`,
  );
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function stop(data: string, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  try {
    await client.connect();
    // connections of processes that were killed end soon
    for (let tries = 20; await isUsed(client); tries--) {
      if (tries === 0) return;
      await wait(50);
    }
  } catch {
    return;
  } finally {
    await client.end().catch(() => {});
  }
  const pid = Number((await readFile(join(data, "postmaster.pid"), "utf8")).split("\n")[0]);
  // a fast shutdown
  process.kill(pid, "SIGINT");
  for (let i = 0; i < 200 && isAlive(pid); i++) await wait(20);
}

async function isUsed(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
  );
  return rows.length > 0;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
