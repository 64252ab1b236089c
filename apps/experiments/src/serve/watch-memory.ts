import { workerData } from "node:worker_threads";

// A thread beside a model that blocks its own. It ends the process that needs more memory than
// allowed, or whose server has died.

const { most, parent } = workerData as { readonly most: number; readonly parent: number };

setInterval(() => {
  if (process.memoryUsage.rss() > most || process.ppid !== parent) {
    process.kill(process.pid, "SIGKILL");
  }
}, 20);
