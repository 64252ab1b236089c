"""The steps in JAX. Parameters are a dict of arrays by path."""

from functools import partial

import jax
import jax.numpy as jnp
from jax.lax import stop_gradient
from jax.nn import relu, silu


def mlp(params, prefix, x, activation):
    """Affine layers with an activation between them."""
    last = sum(name.startswith(prefix) for name in params) // 2 - 1
    for i in range(last + 1):
        x = x @ params[f"{prefix}{i}.weight"] + params[f"{prefix}{i}.bias"]
        x = x if i == last else activation(x)
    return x


def joint(params, x, y, uniforms):
    scores = mlp(params, "scores.", x, relu)
    tau = mlp(params, "logPartition.", x, relu)
    draws = (uniforms < 0.5).astype(x.dtype).reshape(len(x), -1, y.shape[1])
    sample_energy = -jnp.einsum("bsd,bd->bs", draws, scores)
    data_energy = -(scores * y).sum(1)
    bound = tau[:, 0] + jnp.exp(-sample_energy - tau).mean(1) - 1
    return (data_energy + bound).mean()


def snl(params, x, draws):
    energy = mlp(params, "energy.", jnp.concatenate([x, draws]), silu)[:, 0]
    data_energy, sample_energy = energy[: len(x)], energy[len(x) :]
    b = params["logNormalizer"]
    log_weights = 0.5 * jnp.square(draws).sum(1) + jnp.log(2 * jnp.pi) - sample_energy
    return data_energy.mean() + b + jnp.exp(log_weights - b).mean() - 1


def rmwggis(params, x, gumbel, neighbors):
    # The energy and its gradient in x, on one forward pass.
    energy, pull = jax.vjp(lambda z: mlp(params, "", z, silu), x)
    (grad,) = pull(jnp.ones_like(energy))
    _, indices = jax.lax.top_k(stop_gradient((4 * x - 2) * grad + gumbel), neighbors)
    is_flipped = indices[:, :, None] == jnp.arange(x.shape[1])
    neighbor = jnp.where(is_flipped, 1 - x[:, None], x[:, None]).reshape(-1, x.shape[1])
    flipped = mlp(params, "", neighbor, silu).reshape(len(x), neighbors)
    return jnp.exp(2 * (energy - flipped)).sum(1).mean()


def dsm(params, x, noise, sigma):
    grad = jax.grad(lambda z: mlp(params, "", z, silu).sum())(x + sigma * noise)
    return 0.5 * jnp.square(sigma * grad - noise).sum(1).mean()


def adam(params, grads, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """The rule of torch.optim.Adam and of optax.adam."""
    count, first, second = state
    count += 1
    first = jax.tree.map(lambda m, g: beta1 * m + (1 - beta1) * g, first, grads)
    second = jax.tree.map(lambda v, g: beta2 * v + (1 - beta2) * g * g, second, grads)
    rate, scale = learning_rate / (1 - beta1**count), 1 / jnp.sqrt(1 - beta2**count)
    update = lambda p, m, v: p - rate * m / (scale * jnp.sqrt(v) + epsilon)
    return jax.tree.map(update, params, first, second), (count, first, second)


def start(step, params, batch, constants, learning_rate, threads, contender):
    loss_and_grad = jax.value_and_grad(partial(globals()[step], **constants))
    params, batch = jax.tree.map(jnp.asarray, (params, batch))
    zeros = lambda: jax.tree.map(jnp.zeros_like, params)
    state = jnp.float32(0), zeros(), zeros()

    def check():
        loss, grads = jax.jit(loss_and_grad)(params, **batch)
        return loss.item(), jax.device_get(grads)

    @partial(jax.jit, donate_argnums=(0, 1))
    def train(params, state, batch):
        loss, grads = loss_and_grad(params, **batch)
        return *adam(params, grads, state, learning_rate), loss

    def run(steps):
        nonlocal params, state
        for _ in range(steps):
            params, state, loss = train(params, state, batch)
        loss.block_until_ready()

    return check, run
