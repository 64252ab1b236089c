"""Input and output of the programs: the rows that they read, and the JSON lines that they write."""

import base64
import json
import os
import resource
import sys
import warnings
from importlib.metadata import version

import numpy as np

warnings.filterwarnings("ignore")

SMOOTHING = [0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.5, 1]


def check_versions(requirements="requirements.txt"):
    """Ends the program if a package does not have the pinned version."""
    with open(os.path.join(os.path.dirname(__file__), requirements)) as file:
        for line in file:
            name, expected = line.strip().split("==")
            if version(name) != expected:
                sys.exit(f"{name} is {version(name)}, expected {expected}.")


def read():
    """Returns the matrices of a directory by name, from files of float32, and the seed."""
    check_versions()
    directory = sys.argv[1]
    with open(os.path.join(directory, "job.json")) as file:
        job = json.load(file)
    arrays = {
        name: np.fromfile(os.path.join(directory, f"{name}.f32"), np.float32).reshape(shape)
        for name, shape in job["arrays"].items()
    }
    return arrays, job["seed"]


def user_seconds():
    """Returns the user CPU seconds of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def report(name, start, losses, predicted=None, **chosen):
    """Writes the results of one baseline: losses of test rows in nats, and predictions."""
    line = {"name": name, "seconds": user_seconds() - start, "chosen": chosen}
    line["losses"] = encode(losses, np.float64)
    if predicted is not None:
        line["predicted"] = encode(predicted, np.float32)
    print(json.dumps(line), flush=True)


def encode(array, dtype):
    return base64.b64encode(np.ascontiguousarray(array, dtype).tobytes()).decode()


def quarter(rows, seed):
    """Returns the rows to fit on, and a quarter to choose hyperparameters with."""
    order = np.random.RandomState(seed).permutation(rows)
    held = max(1, rows // 4)
    return np.sort(order[held:]), np.sort(order[:held])


def first_rise(values, loss):
    """Returns the value with the lowest loss on a path, which ends when the loss rises."""
    best = None
    for value in values:
        found = loss(value)
        if best is not None and found >= best[0]:
            break
        best = (found, value)
    return best[1]
