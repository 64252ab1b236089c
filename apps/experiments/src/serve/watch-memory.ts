import { workerData } from "node:worker_threads";

// A thread next to a model that blocks its own thread. It ends the process if it needs more memory
// than allowed, or if its server has died.

const { most, parent } = workerData as { readonly most: number; readonly parent: number };

setInterval(() => {
  if (process.memoryUsage.rss() > most || process.ppid !== parent) {
    process.kill(process.pid, "SIGKILL");
  }
}, 20);
