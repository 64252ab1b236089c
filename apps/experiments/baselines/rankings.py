"""Baselines of rankings: regressions of the ranks, and a linear Plackett–Luce model.

A regression r(x) of the ranks orders the labels by r. Its probabilities are those of a Plackett–Luce
model with utilities −β r(x), mixed with a share of the uniform distribution. β, the share and the
hyperparameters are chosen on a quarter of the training rows.
"""

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln, logsumexp
from sklearn.ensemble import ExtraTreesRegressor, RandomForestRegressor
from sklearn.linear_model import Ridge
from sklearn.neighbors import KNeighborsRegressor

from job import SMOOTHING, quarter, read, report, user_seconds

SLOPES = np.geomspace(0.05, 50, 31)


def main():
    arrays, seed = read()
    x, y, test_x, test_y = (arrays[name] for name in ("x", "y", "testX", "testY"))
    for rows in (y, test_y):
        assert (np.sort(rows, 1) == np.arange(rows.shape[1])).all(), "expected complete orders"
    mean, spread = x.mean(0), x.std(0)
    spread[spread == 0] = 1
    z, test_z = (np.clip((rows - mean) / spread, -8, 8) for rows in (x, test_x))
    fit, held = quarter(len(y), seed)

    def baseline(name, x, test_x, values, predictor):
        """Fits models with `predictor(x, y, value)`, which returns a model that predicts ranks."""
        start = user_seconds()
        best = None
        for value in values:
            ranks = predictor(x[fit], y[fit], value)(x[held])
            beta, e, loss = tempered(ranks, y[held])
            if best is None or loss < best[0]:
                best = (loss, value, beta, e)
        _, value, beta, e = best
        ranks = predictor(x, y, value)(test_x)
        losses = nll(-beta * ranks, test_y, e)
        # the mean ranks break ties
        places = np.argsort(np.argsort(ranks + 1e-6 * y.mean(0), 1), 1)
        report(name, start, losses, places, value=value, beta=beta, share=e)

    def trees(kind):
        options = {"random_state": seed, "bootstrap": kind is RandomForestRegressor}
        return lambda x, y, leaf: kind(100, min_samples_leaf=leaf, **options).fit(x, y).predict

    def nearest(x, y, k):
        return KNeighborsRegressor(min(k, len(y))).fit(x, y).predict

    baseline("ridge", z, test_z, [0.1, 1, 10, 100], lambda x, y, a: Ridge(a).fit(x, y).predict)
    baseline("linear", z, test_z, [0.1, 1, 10, 100], plackett_luce)
    baseline("forest", x, test_x, [1, 5], trees(RandomForestRegressor))
    baseline("extra trees", x, test_x, [1, 5], trees(ExtraTreesRegressor))
    baseline("neighbors", z, test_z, [5, 10, 20, 40], nearest)


def plackett_luce(x, y, penalty):
    """Fits utilities that are linear in x, by maximum likelihood with an L2 penalty. Negates them."""
    rows, labels = y.shape
    ones = np.hstack([x, np.ones((rows, 1))])
    order = np.argsort(y, 1)

    def loss(flat):
        w = flat.reshape(-1, labels)
        ordered = np.take_along_axis(ones @ w, order, 1)
        tails = np.logaddexp.accumulate(ordered[:, ::-1], 1)[:, ::-1]
        # the slope of each utility: at each choice, its probability among the remaining labels, minus 1
        shares = np.cumsum(np.exp(-tails + tails[:, :1]), 1) * np.exp(ordered - tails[:, :1])
        slope = np.empty_like(shares)
        np.put_along_axis(slope, order, shares - 1, 1)
        gradient = ones.T @ slope + penalty * w * row_weights
        value = (tails - ordered).sum() + penalty / 2 * (w**2 * row_weights).sum()
        return value, gradient.ravel()

    row_weights = np.ones((ones.shape[1], 1))
    row_weights[-1] = 0
    start = np.zeros(ones.shape[1] * labels)
    w = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    w = w.reshape(-1, labels)
    return lambda x: -(x @ w[:-1] + w[-1])


def tempered(ranks, y):
    """Returns the slope β and the weight of the uniform distribution with the best likelihood."""
    losses = [nll(-beta * ranks, y, 0).mean() for beta in SLOPES]
    near = int(np.argmin(losses))
    found = [
        (nll(-beta * ranks, y, e).mean(), beta, e)
        for beta in SLOPES[max(0, near - 1) : near + 5]
        for e in SMOOTHING
    ]
    loss, beta, e = min(found)
    return float(beta), e, loss


def nll(utilities, y, e):
    ordered = np.take_along_axis(utilities.astype(float), np.argsort(y, 1), 1)
    tails = np.logaddexp.accumulate(ordered[:, ::-1], 1)[:, ::-1]
    log_prob = (ordered - tails).sum(1)
    if e == 0:
        return -log_prob
    uniform = np.full_like(log_prob, np.log(e) - gammaln(y.shape[1] + 1))
    if e == 1:
        return -uniform
    return -logsumexp([np.log1p(-e) + log_prob, uniform], 0)


main()
