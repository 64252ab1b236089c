"""Steps of RMwGGIS (advanced) in PyTorch, on one thread, for the table of their cost.

usage: rmwggis_cost.py dense|cheap TASK

Reads a number of steps a line, and answers each with a line of JSON: what one took, in ms, and the
largest resident memory so far. TASK is JSON of dim, batchSize, hidden and neighbors.

`dense` writes each neighbor out and runs the network on it, as the authors do, but each row has
its own neighbors, and the step that they take for the gradient in x builds no graph. `cheap` adds
one row of the first weight to what x gave, as @ebm/nn does.
"""

import json
import resource
import sys
import time

import torch


class Energy(torch.nn.Module):
    def __init__(self, sizes):
        super().__init__()
        pairs = zip(sizes, [*sizes[1:], 1])
        self.layers = torch.nn.ModuleList(torch.nn.Linear(a, b) for a, b in pairs)
        self.beta = torch.nn.Parameter(torch.tensor(1.0))

    def forward(self, x):
        return self.finish(self.layers[0](x))

    def finish(self, h):
        for layer in self.layers[1:]:
            h = layer(h * torch.sigmoid(self.beta * h))
        return h.squeeze(-1)


def flips(energy, x, neighbors):
    """Which bits to flip: without replacement, in proportion to exp(2(2x − 1)·∂E/∂x)."""
    z = x.detach().requires_grad_()
    (grad,) = torch.autograd.grad(energy(z).sum(), z)
    scores = (4 * x - 2) * grad
    gumbel = -torch.log(-torch.log(torch.rand_like(scores).clamp_min(2**-25)))
    return torch.topk(scores + gumbel, neighbors).indices


def dense(energy, x, neighbors):
    indices = flips(energy, x, neighbors)
    copies = x.unsqueeze(1).repeat(1, neighbors, 1)
    flipped = 1 - x.gather(1, indices)
    copies.scatter_(2, indices.unsqueeze(2), flipped.unsqueeze(2))
    return energy(x).unsqueeze(1) - energy(copies.flatten(0, 1)).view(len(x), neighbors)


def cheap(energy, x, neighbors):
    indices = flips(energy, x, neighbors)
    entered = energy.layers[0](x)
    rows = energy.layers[0].weight.t()[indices]
    changed = entered.unsqueeze(1) + (1 - 2 * x.gather(1, indices)).unsqueeze(2) * rows
    return energy.finish(entered).unsqueeze(1) - energy.finish(changed)


def main(form, task):
    task = json.loads(task)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    energy = Energy([task["dim"], *task["hidden"]])
    x = torch.randint(0, 2, (task["batchSize"], task["dim"])).float()
    optimizer = torch.optim.Adam(energy.parameters(), lr=1e-6, fused=True)
    log_ratios = {"dense": dense, "cheap": cheap}[form]

    def step():
        optimizer.zero_grad()
        loss = torch.exp(2 * log_ratios(energy, x, task["neighbors"])).sum(1).mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(energy.parameters(), 1.0)
        optimizer.step()

    for line in sys.stdin:
        steps = int(line)
        start = time.perf_counter()
        for _ in range(steps):
            step()
        ms = (time.perf_counter() - start) * 1e3 / steps
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"ms": ms, "peakMb": peak}), flush=True)


main(*sys.argv[1:])
