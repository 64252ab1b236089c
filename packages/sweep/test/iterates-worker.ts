import { migrate, openDatabase, openQueue, runWorker } from "../src/postgres.js";
import { iterates } from "./iterates.js";

// a worker process: node iterates-worker.ts URL DIRECTORY

const [url, directory] = process.argv.slice(2);
const database = openDatabase(url!);
const queue = await database.patiently(async () => {
  await migrate(database);
  return openQueue(database);
});
const signal = new AbortController().signal;
await runWorker({ database, queue, kinds: { iterates: iterates(directory!) }, signal });
