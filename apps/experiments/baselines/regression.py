"""Baselines of regressions: a Gaussian process, and gradient boosting with a constant and with a
boosted variance. A quarter of the training rows chooses hyperparameters. Densities are Gaussian.
"""

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

from job import quarter, read, report, user_seconds

MOST_ROWS = 1000
LEARNING_RATES = [0.03, 0.1]
LEAVES = [8, 31]


def main():
    arrays, seed = read()
    x, y = arrays["x"].astype(float), arrays["y"].astype(float)[:, 0]
    test_x, test_y = arrays["testX"].astype(float), arrays["testY"].astype(float)[:, 0]
    baselines = {
        "process": process,
        "boosting": boosting,
        "boosted variance": boosted_variance,
    }
    for name, fit in baselines.items():
        start = user_seconds()
        mean, deviation, chosen = fit(x, y, test_x, seed)
        report(name, start, gaussian(test_y, mean, deviation), **chosen)


def gaussian(y, mean, deviation):
    return 0.5 * ((y - mean) / deviation) ** 2 + np.log(deviation) + 0.5 * np.log(2 * np.pi)


def process(x, y, test, seed):
    """A squared exponential kernel with a length for each feature, on at most 1000 rows."""
    chosen = np.random.RandomState(seed).permutation(len(x))[:MOST_ROWS]
    center, scale = y.mean(), y.std()
    kernel = ConstantKernel() * RBF(np.full(x.shape[1], 2.0)) + WhiteKernel(0.1)
    model = GaussianProcessRegressor(kernel, random_state=seed)
    model.fit(x[chosen], (y[chosen] - center) / scale)
    mean, deviation = model.predict(test, return_std=True)
    return mean * scale + center, deviation * scale, {"rows": len(chosen)}


def fitted(x, y, held_x, held_y, seed):
    """The trees, their number and their hyperparameters of the least squared error of held-out rows."""
    best = None
    for rate in LEARNING_RATES:
        for leaves in LEAVES:
            model = HistGradientBoostingRegressor(
                learning_rate=rate, max_leaf_nodes=leaves, max_iter=400,
                early_stopping=False, random_state=seed,
            ).fit(x, y)
            errors = [np.mean((held_y - it) ** 2) for it in model.staged_predict(held_x)]
            steps = int(np.argmin(errors)) + 1
            if best is None or errors[steps - 1] < best[0]:
                best = (errors[steps - 1], {"rate": rate, "leaves": leaves, "steps": steps})
    return best[1]


def again(x, y, seed, rate, leaves, steps):
    """The same trees on all rows."""
    return HistGradientBoostingRegressor(
        learning_rate=rate, max_leaf_nodes=leaves, max_iter=steps,
        early_stopping=False, random_state=seed,
    ).fit(x, y)


def boosting(x, y, test, seed):
    rows, held = quarter(len(x), seed)
    chosen = fitted(x[rows], y[rows], x[held], y[held], seed)
    residuals = y[held] - again(x[rows], y[rows], seed, **chosen).predict(x[held])
    deviation = np.sqrt(np.mean(residuals**2))
    return again(x, y, seed, **chosen).predict(test), np.full(len(test), deviation), chosen


def boosted_variance(x, y, test, seed):
    """A second model of the log of squared residuals of rows that the first one did not see."""
    rows, held = quarter(len(x), seed)
    chosen = fitted(x[rows], y[rows], x[held], y[held], seed)
    folds = np.random.RandomState(seed).permutation(len(x)) % 5
    residuals = np.empty(len(x))
    for fold in range(5):
        own = folds == fold
        residuals[own] = y[own] - again(x[~own], y[~own], seed, **chosen).predict(x[own])
    logs = np.log(residuals**2 + 1e-4 * np.mean(residuals**2))
    spread = fitted(x[rows], logs[rows], x[held], logs[held], seed)
    variance = np.empty(len(x))
    for fold in range(5):
        own = folds == fold
        variance[own] = np.exp(again(x[~own], logs[~own], seed, **spread).predict(x[own]))
    # the mean of the log is below the log of the mean
    factor = np.mean(residuals**2 / variance)
    deviation = np.sqrt(factor * np.exp(again(x, logs, seed, **spread).predict(test)))
    return again(x, y, seed, **chosen).predict(test), deviation, chosen


main()
