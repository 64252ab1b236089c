"""Baselines of rows of bits: independent bits, a Chow–Liu tree, a chain of logistic regressions and
mixtures of Bernoulli distributions. Validation rows choose hyperparameters. Equal rows are counted.
"""

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree
from scipy.special import expit, logsumexp
from sklearn.linear_model import LogisticRegression

from job import SMOOTHING, first_rise, read, report, user_seconds

PENALTIES = [0.003, 0.03, 0.3, 3, 30]
COMPONENTS = [16, 64]
SOME_BITS = 20
STEPS = 100


def main():
    arrays, seed = read()
    train, counts = np.unique(arrays["x"], axis=0, return_counts=True)
    counts = counts.astype(float)
    held, test = arrays["validation"], arrays["test"]
    baselines = {
        "independent": independent,
        "Chow–Liu": chow_liu,
        "chain": chain,
        "Bernoullis": bernoullis,
    }
    for name, fit in baselines.items():
        start = user_seconds()
        nll, chosen = fit(train, counts, held, seed)
        report(name, start, nll(test), **chosen)


def independent(y, counts, held, seed):
    p = (counts @ y + 0.5) / (counts.sum() + 1)
    return lambda rows: -(rows @ np.log(p) + (1 - rows) @ np.log1p(-p)), {}


def chow_liu(y, counts, held, seed):
    """Returns the tree of bits with the largest mutual information, with tables smoothed by one row."""
    rows, dim = counts.sum(), y.shape[1]
    y = y.astype(float)
    both = (y * counts[:, None]).T @ y
    ones = np.diag(both)
    table = np.empty((2, 2, dim, dim))
    table[1, 1] = both
    table[1, 0] = ones[:, None] - both
    table[0, 1] = ones[None] - both
    table[0, 0] = rows - ones[:, None] - ones[None] + both
    table = (table + 0.25) / (rows + 1)
    first, second = table.sum(1), table.sum(0)
    information = (table * np.log(table / first[:, None] / second[None])).sum((0, 1))
    np.fill_diagonal(information, 0)
    tree = minimum_spanning_tree(-np.maximum(information, 1e-12))
    order, parents = breadth_first_order(tree + tree.T, 0, directed=False)

    def nll(rows):
        z = rows.astype(int)
        total = np.log(first[z[:, 0], 0, order[-1]])
        for j in order[1:]:
            i = parents[j]
            total = total + np.log(table[z[:, i], z[:, j], i, j] / first[z[:, i], i, j])
        return -total

    return nll, {}


def chain(y, counts, held, seed):
    """Predicts each bit from the bits before it."""
    dim = y.shape[1]
    wide = sparse.csr_array(y) if y.mean() < 0.2 else y

    def conditional(j, c):
        if j == 0 or y[:, j].min() == y[:, j].max():
            p = (counts @ y[:, j] + 0.5) / (counts.sum() + 1)
            return np.zeros(j), np.log(p / (1 - p))
        model = LogisticRegression(C=c, max_iter=200)
        model.fit(wide[:, :j], y[:, j], sample_weight=counts)
        return model.coef_[0], model.intercept_[0]

    def losses(rows, j, weights, e=0):
        p = expit(rows[:, :j] @ weights[0] + weights[1])
        p = (1 - e) * p + e * (counts @ y[:, j] + 0.5) / (counts.sum() + 1)
        p = np.clip(p, 1e-9, 1 - 1e-9)
        return -np.where(rows[:, j] == 1, np.log(p), np.log1p(-p))

    some = np.random.RandomState(seed).permutation(dim)[:SOME_BITS]

    def loss(c):
        found = {j: conditional(j, c) for j in some}
        return min(sum(losses(held, j, found[j], e).mean() for j in some) for e in SMOOTHING)

    c = first_rise(PENALTIES, loss)
    fitted = [conditional(j, c) for j in range(dim)]

    def nll(rows, e):
        return sum(losses(rows, j, weights, e) for j, weights in enumerate(fitted))

    e = SMOOTHING[int(np.argmin([nll(held, e).mean() for e in SMOOTHING]))]
    return lambda rows: nll(rows, e), {"C": c, "smoothing": e}


def bernoullis(y, counts, held, seed):
    """Fits mixtures by EM with early stopping on validation rows. Keeps the best number of components."""
    best = None
    for components in COMPONENTS:
        loss, params = mixture(y, counts, held, components, seed)
        if best is None or loss < best[0]:
            best = (loss, params, components)
    return lambda rows: -mixture_log_prob(rows, *best[1]), {"components": best[2]}


def mixture(y, counts, held, components, seed):
    random = np.random.RandomState(seed)
    mean = counts @ y / counts.sum()
    # starts from random rows, pulled towards the mean
    chosen = random.choice(len(y), components, p=counts / counts.sum())
    p = np.clip(0.5 * mean + 0.5 * (0.25 + 0.5 * y[chosen]), 0.01, 0.99)
    weights = np.full(components, 1 / components)
    best = (np.inf, None)
    waited = 0
    for _ in range(STEPS):
        joint = joint_log_prob(y, weights, p)
        share = np.exp(joint - logsumexp(joint, 1, keepdims=True)) * counts[:, None]
        sizes = share.sum(0)
        weights = (sizes + 1) / (sizes.sum() + components)
        p = np.clip((share.T @ y + mean) / (sizes[:, None] + 1), 1e-6, 1 - 1e-6)
        loss = -mixture_log_prob(held, weights, p).mean()
        waited = 0 if loss < best[0] - 1e-4 else waited + 1
        if loss < best[0]:
            best = (loss, (weights, p))
        if waited == 3:
            break
    return best


def joint_log_prob(y, weights, p):
    return y @ (np.log(p) - np.log1p(-p)).T + np.log1p(-p).sum(1) + np.log(weights)


def mixture_log_prob(y, weights, p):
    return logsumexp(joint_log_prob(y, weights, p), 1)


main()
