"""Trains in PyTorch or JAX, on command: see ../src/contender.ts.

usage: worker.py CONTENDER PROBLEM.safetensors THREADS

Reads a command a line, and answers each with a line of JSON:
    check FILE   writes the gradient where the parameters are to FILE, and answers the loss
    run STEPS    makes so many steps, and answers what one took, in ms
"""

import json
import sys
import time

from safetensors import safe_open
from safetensors.numpy import save_file


def read(path):
    """The tensors and the numbers of a problem, by their prefix: params, batch, constants."""
    parts = {"params": {}, "batch": {}, "constants": {}}
    with safe_open(path, "numpy") as file:
        entries = {name: file.get_tensor(name) for name in file.keys()}
        metadata = file.metadata()
    for name, value in {**entries, **metadata}.items():
        prefix, _, rest = name.partition(".")
        if rest:
            parts[prefix][rest] = json.loads(value) if prefix == "constants" else value
    return {**parts, "step": metadata["step"], "learning_rate": float(metadata["learningRate"])}


def main(contender, path, threads):
    if contender == "jax":
        from jax_steps import start
    else:
        from torch_steps import start
    check, run = start(contender=contender, threads=int(threads), **read(path))

    for line in sys.stdin:
        command, argument = line.split()
        if command == "check":
            loss, grad = check()
            save_file(grad, argument)
            answer = {"loss": loss}
        else:
            steps = int(argument)
            wall, cpu = time.perf_counter(), time.process_time()
            run(steps)
            answer = {
                "wall": (time.perf_counter() - wall) * 1e3 / steps,
                "cpu": (time.process_time() - cpu) * 1e3 / steps,
            }
        print(json.dumps(answer), flush=True)


main(*sys.argv[1:])
