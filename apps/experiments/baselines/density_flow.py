"""A masked autoregressive flow of rational quadratic splines, if requirements-flow.txt is installed."""

import os
from importlib.util import find_spec

import numpy as np

from job import check_versions

LAYERS, KNOTS, INTERVAL = 5, 8, 4


def has_flow():
    return find_spec("flowjax") is not None


def flow(x, test, seed):
    """A tenth of the rows decides when to stop, as flowjax does by default."""
    check_versions("requirements-flow.txt")
    one = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    os.environ.update(XLA_FLAGS=one, JAX_PLATFORMS="cpu")
    import jax.numpy as jnp
    import jax.random as jr
    from flowjax.bijections import RationalQuadraticSpline
    from flowjax.distributions import Normal
    from flowjax.flows import masked_autoregressive_flow
    from flowjax.train import fit_to_data

    keys = jr.split(jr.key(seed), 2)
    model = masked_autoregressive_flow(
        keys[0], base_dist=Normal(jnp.zeros(x.shape[1])), flow_layers=LAYERS,
        transformer=RationalQuadraticSpline(knots=KNOTS, interval=INTERVAL),
    )
    model, losses = fit_to_data(
        keys[1], model, x.astype(np.float32), learning_rate=2e-3, max_epochs=200,
        max_patience=10, batch_size=64, show_progress=False,
    )
    logs = np.asarray(model.log_prob(test.astype(np.float32)), float)
    return logs, {"epochs": len(losses["train"])}
