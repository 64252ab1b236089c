"""The steps in PyTorch. Parameters are a dict of tensors by path."""

import math
from functools import partial

import torch
from torch.nn.functional import silu


def mlp(params, prefix, x, activation):
    """Affine layers with an activation between them."""
    last = sum(name.startswith(prefix) for name in params) // 2 - 1
    for i in range(last + 1):
        x = torch.addmm(params[f"{prefix}{i}.bias"], x, params[f"{prefix}{i}.weight"])
        x = x if i == last else activation(x)
    return x


def joint(params, batch):
    x, y, uniforms = batch["x"], batch["y"], batch["uniforms"]
    scores = mlp(params, "scores.", x, torch.relu)
    tau = mlp(params, "logPartition.", x, torch.relu)
    draws = (uniforms < 0.5).to(x.dtype).view(len(x), -1, y.shape[1])
    sample_energy = -torch.bmm(draws, scores.unsqueeze(2)).squeeze(2)
    data_energy = -(scores * y).sum(1)
    bound = tau.squeeze(1) + torch.exp(-sample_energy - tau).mean(1) - 1
    return (data_energy + bound).mean()


def snl(params, batch):
    x, draws = batch["x"], batch["draws"]
    energy = mlp(params, "energy.", torch.cat([x, draws]), silu).squeeze(1)
    data_energy, sample_energy = energy.split([len(x), len(draws)])
    b = params["logNormalizer"]
    log_weights = 0.5 * draws.square().sum(1) + math.log(2 * math.pi) - sample_energy
    return data_energy.mean() + b + torch.exp(log_weights - b).mean() - 1


def rmwggis(params, batch, gradient, neighbors):
    x = batch["x"]
    energy, grad = gradient(lambda z: mlp(params, "", z, silu), x, twice=False)
    scores = (4 * x - 2) * grad + batch["gumbel"]
    indices = torch.topk(scores.detach(), neighbors).indices
    flips = 1 - x.gather(1, indices)
    copies = x.unsqueeze(1).expand(-1, neighbors, -1)
    neighbor = copies.scatter(2, indices.unsqueeze(2), flips.unsqueeze(2))
    flipped = mlp(params, "", neighbor.flatten(0, 1), silu)
    return torch.exp(2 * (energy - flipped.view(len(x), neighbors))).sum(1).mean()


def dsm(params, batch, gradient, sigma):
    noisy = batch["x"] + sigma * batch["noise"]
    _, grad = gradient(lambda z: mlp(params, "", z, silu), noisy, twice=True)
    return 0.5 * (sigma * grad - batch["noise"]).square().sum(1).mean()


def by_tape(f, x, twice):
    """f and the gradient in x of its sum; `twice` if that is to be differentiated again."""
    x = x.detach().requires_grad_()
    y = f(x)
    (grad,) = torch.autograd.grad(y.sum(), x, retain_graph=True, create_graph=twice)
    return y, grad


def by_transform(f, x, twice):
    """The same in the form that torch.compile takes."""
    y, pull = torch.func.vjp(f, x)
    return y, pull(torch.ones_like(y))[0]


def start(step, params, batch, constants, learning_rate, threads, contender):
    torch.set_num_threads(threads)
    compiled = contender == "torch.compile"
    if step in ("rmwggis", "dsm"):
        constants["gradient"] = by_transform if compiled else by_tape
    params = {name: torch.tensor(x) for name, x in params.items()}
    batch = {name: torch.tensor(x) for name, x in batch.items()}
    loss = partial(globals()[step], **constants)
    return (start_compiled if compiled else start_eager)(loss, params, batch, learning_rate)


def start_eager(loss, params, batch, learning_rate):
    leaves = [x.requires_grad_() for x in params.values()]
    # Of its three forms the fastest here.
    optimizer = torch.optim.Adam(leaves, lr=learning_rate, fused=True)

    def backward():
        optimizer.zero_grad()
        value = loss(params, batch)
        value.backward(inputs=leaves)
        return value

    def check():
        value = backward()
        # The bias of an energy has none where the energy's gradient alone is trained.
        grads = [torch.zeros_like(x) if x.grad is None else x.grad for x in leaves]
        return value.item(), {name: grad.numpy() for name, grad in zip(params, grads)}

    def run(steps):
        for _ in range(steps):
            backward()
            optimizer.step()

    return check, run


def start_compiled(loss, params, batch, learning_rate):
    """A whole step compiled, Adam included: the fastest of the ways that were tried."""
    grad_and_value = torch.func.grad_and_value(loss)

    def check():
        grads, value = grad_and_value(params, batch)
        return value.item(), {name: grad.numpy() for name, grad in grads.items()}

    def train(params, first, second, count, batch):
        grads, value = grad_and_value(params, batch)
        count += 1
        rate, scale = learning_rate / (1 - 0.9**count), 1 / torch.sqrt(1 - 0.999**count)
        for name, grad in grads.items():
            first[name].mul_(0.9).add_(grad, alpha=1 - 0.9)
            second[name].mul_(0.999).addcmul_(grad, grad, value=1 - 0.999)
            params[name].sub_(rate * first[name] / (scale * second[name].sqrt() + 1e-8))
        return value

    # As one graph, so that a part that does not compile fails instead of running eagerly.
    step = torch.compile(train, fullgraph=True, options={"cpp_wrapper": True})
    first, second = ({name: torch.zeros_like(x) for name, x in params.items()} for _ in range(2))
    count = torch.tensor(0.0)

    def run(steps):
        with torch.no_grad():
            for _ in range(steps):
                step(params, first, second, count, batch)

    return check, run
