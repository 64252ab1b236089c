import type { TaskForm } from "@ebm/dashboard/api";
import { Command } from "commander";
import { tasks } from "../tasks/index.js";

/** Describes the options of `ebm run`, for a form. They are those of the command line. */
export function taskForms(): TaskForm[] {
  return tasks.map((task) => {
    const command = new Command(task.name);
    task.addOptions(command);
    const options = command.options.map((option) => ({
      flag: option.long!,
      description: option.description,
      group: (option.helpGroupHeading ?? "").replace(/:$/, ""),
      ...(/<(.*)>/.test(option.flags) && { value: /<(.*)>/.exec(option.flags)![1]! }),
      ...(option.argChoices && { choices: option.argChoices }),
    }));
    const { name, help, metricFacts, headline } = task;
    return { name, summary: help.summary, options, metricFacts, headline };
  });
}
