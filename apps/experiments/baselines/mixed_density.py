"""Densities of rows of numbers and categories: codes from 0. Numbers have been standardized."""

import numpy as np
from scipy.spatial.distance import cdist
from scipy.special import logsumexp

CLASSES = [1, 2, 4, 8, 16, 32, 64]
WIDTHS = [0.05, 0.1, 0.2, 0.4, 0.8]
SHARES = [0.02, 0.05, 0.1, 0.2, 0.4, 0.7]
MOST_ROWS = 2000
STARTS = 3


def classes(x, test, seed, levels):
    """A mixture of products of Gaussians and category frequencies, by EM. The least BIC chooses."""
    best = None
    for count in CLASSES:
        if count > len(x) / 4:
            break
        models = [fit_classes(x, levels, count, seed + start) for start in range(STARTS)]
        likelihood, model = max(models, key=lambda it: it[0])
        bic = -2 * likelihood + np.log(len(x)) * parameters(levels, count)
        if best is not None and bic >= best[0]:
            break
        best = (bic, count, model)
    return logsumexp(joint(test, levels, best[2]), axis=1), {"components": best[1]}


def parameters(levels, count):
    return count - 1 + count * np.where(levels > 0, levels - 1, 2).sum()


def fit_classes(x, levels, count, seed, iterations=200):
    rows = len(x)
    shares = np.random.RandomState(seed).dirichlet(np.full(count, 0.2), rows)
    last = -np.inf
    for _ in range(iterations):
        model = maximize(x, levels, shares)
        logs = joint(x, levels, model)
        norm = logsumexp(logs, axis=1, keepdims=True)
        likelihood = norm.sum()
        if likelihood < last + 1e-5 * rows:
            break
        last, shares = likelihood, np.exp(logs - norm)
    return likelihood, model


def maximize(x, levels, shares):
    """Log-weights, and the mean and deviation or the smoothed log-frequencies of each column."""
    totals = shares.sum(0) + 1e-9
    columns = []
    for j, count in enumerate(levels):
        if count > 0:
            hits = shares.T @ np.eye(count)[x[:, j].astype(int)]
            columns.append(np.log((hits + 1 / count) / (totals[:, None] + 1)))
        else:
            mean = (shares.T @ x[:, j]) / totals
            square = (shares * (x[:, j][:, None] - mean) ** 2).sum(0)
            columns.append((mean, np.sqrt((square + 0.01) / (totals + 1) + 1e-6)))
    return np.log(totals / totals.sum()), columns


def joint(x, levels, model):
    logs = np.tile(model[0], (len(x), 1))
    for j, column in enumerate(model[1]):
        if levels[j] > 0:
            logs += column[:, x[:, j].astype(int)].T
        else:
            mean, deviation = column
            z = (x[:, j][:, None] - mean) / deviation
            logs -= z**2 / 2 + np.log(deviation) + np.log(2 * np.pi) / 2
    return logs


def product_kernel(x, test, seed, levels):
    """Gaussian kernels of numbers times Aitchison–Aitken kernels of categories. Leaving one row out
    chooses the width of the first and the share that the second give to other categories."""
    order = np.random.RandomState(seed).permutation(len(x))[:MOST_ROWS]
    differences = parts(x[order], x[order], levels)
    best = None
    for width in WIDTHS:
        for share in SHARES:
            logs = kernel_logs(differences, levels, width, share)
            np.fill_diagonal(logs, -np.inf)
            loss = -logsumexp(logs, axis=1).mean()
            if best is None or loss < best[0]:
                best = (loss, width, share)
    _, width, share = best
    blocks = np.array_split(test, 1 + len(test) * len(x) // 10**7)
    logs = [
        logsumexp(kernel_logs(parts(block, x, levels), levels, width, share), axis=1)
        for block in blocks
    ]
    return np.concatenate(logs) - np.log(len(x)), {"bandwidth": width, "share": share}


def parts(a, b, levels):
    """Squared distances of the numbers, and the number of categories that differ by level."""
    numbers = levels == 0
    squares = cdist(a[:, numbers], b[:, numbers], "sqeuclidean") if numbers.any() else 0.0
    differ = {}
    for j in np.flatnonzero(~numbers):
        own = (a[:, None, j] != b[None, :, j]).astype(np.int16)
        differ[levels[j]] = differ.get(levels[j], 0) + own
    return squares, differ


def kernel_logs(differences, levels, width, share):
    squares, differ = differences
    numbers = (levels == 0).sum()
    logs = squares / (-2 * width**2) - numbers * np.log(width * np.sqrt(2 * np.pi))
    for count, unequal in differ.items():
        own = share * (count - 1) / count
        columns = (levels == count).sum()
        logs += (columns - unequal) * np.log1p(-own) + unequal * np.log(own / (count - 1))
    return logs
