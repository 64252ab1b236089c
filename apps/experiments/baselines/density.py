"""Baselines of densities of rows. For tables of numbers: one Gaussian, a mixture of Gaussians, a kernel
density and, where its packages are installed, a spline flow. For tables with categories: a mixture of
latent classes, and a product kernel. Values differ within the resolution of their column only by
noise: training rows get normal noise of that width, so that no density exceeds 1 / step.
"""

import numpy as np
from scipy.spatial.distance import cdist
from scipy.special import logsumexp
from sklearn.mixture import GaussianMixture

from density_flow import flow, has_flow
from job import first_rise, read, report, user_seconds
from mixed_density import classes, product_kernel

COMPONENTS = [1, 2, 4, 8, 16, 32, 64]
BANDWIDTHS = np.geomspace(0.03, 1, 16)
MOST_ROWS = 4000


def main():
    arrays, seed = read()
    x, test = arrays["x"].astype(float), arrays["test"].astype(float)
    steps, levels = arrays["columns"].astype(float)
    numbers = levels == 0
    center = np.where(numbers, x.mean(0), 0)
    scale = np.where(numbers & (x.std(0) > 0), x.std(0), 1)
    noise = np.where(numbers, steps / scale / np.sqrt(2 * np.pi), 0)
    x, test = (x - center) / scale, (test - center) / scale
    noisy = x + noise * np.random.RandomState(seed).standard_normal(x.shape)
    if numbers.all():
        baselines = {"Gaussian": gaussian, "mixture": mixture, "kernel": kernel}
        if has_flow():
            baselines["flow"] = flow
        rest = (noisy, test, seed)
    else:
        baselines = {"mixture": classes, "kernel": product_kernel}
        rest = (noisy, test, seed, levels.astype(int))
    volume = np.log(scale).sum()
    for name, fit in baselines.items():
        start = user_seconds()
        logs, chosen = fit(*rest)
        report(name, start, volume - logs, **chosen)


def gaussian(x, test, seed):
    return GaussianMixture(1, random_state=seed).fit(x).score_samples(test), {}


def mixture(x, test, seed):
    """Full covariances. The number of components has the least BIC."""

    def fit(count):
        return GaussianMixture(count, n_init=3, random_state=seed).fit(x)

    counts = [count for count in COMPONENTS if count <= len(x) / 4]
    count = first_rise(counts, lambda count: fit(count).bic(x))
    return fit(count).score_samples(test), {"components": count}


def kernel(x, test, seed):
    """Gaussian kernels on whitened rows. The bandwidth is chosen by cross-validation in five folds."""
    covariance = np.atleast_2d(np.cov(x.T)) + 1e-6 * np.eye(x.shape[1])
    whiten = np.linalg.inv(np.linalg.cholesky(covariance)).T
    x, test = x @ whiten, test @ whiten
    volume = np.log(np.diag(whiten)).sum()
    some = np.random.RandomState(seed).permutation(len(x))[:MOST_ROWS]
    losses = np.zeros(len(BANDWIDTHS))
    for fold in range(5):
        held, seen = x[some[fold::5]], np.delete(x[some], np.s_[fold::5], 0)
        squares = cdist(held, seen, "sqeuclidean")
        losses -= [kernel_logs(squares, width, x.shape[1]).sum() for width in BANDWIDTHS]
    width = float(BANDWIDTHS[np.argmin(losses)])
    blocks = np.array_split(test, 1 + len(test) * len(x) // 10**7)
    logs = [kernel_logs(cdist(b, x, "sqeuclidean"), width, x.shape[1]) for b in blocks]
    return np.concatenate(logs) + volume, {"bandwidth": width}


def kernel_logs(squares, width, dim):
    logs = logsumexp(squares / (-2 * width**2), axis=1)
    return logs - np.log(squares.shape[1]) - dim * np.log(width * np.sqrt(2 * np.pi))


main()
