"""Baselines of label sets: logistic regressions, a chain of them, forests and nearest neighbors.

Hyperparameters, the smoothing of probabilities and the threshold are chosen on a quarter of the
training rows. The model with these is then fitted to all training rows.
"""

import numpy as np
from scipy import sparse
from scipy.special import expit
from sklearn.ensemble import ExtraTreesRegressor, RandomForestRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestNeighbors

from job import SMOOTHING, first_rise, quarter, read, report, user_seconds

PENALTIES = [0.0003, 0.003, 0.03, 0.3, 3, 30]
NEIGHBORS = [3, 10, 30, 100]
LEAVES = [1, 3]
MANY_LABELS = 40
MOST_CHAINED = 200
SAMPLES = 20


def main():
    arrays, seed = read()
    x, y, test_x, test_y = (arrays[name] for name in ("x", "y", "testX", "testY"))
    job = Job(x, y.astype(int), test_x, test_y.astype(int), seed)
    job.logistic()
    if y.shape[1] <= MOST_CHAINED:
        job.chain()
    job.forest("forest", RandomForestRegressor)
    job.forest("extra trees", ExtraTreesRegressor)
    job.neighbors()


class Job:
    def __init__(self, x, y, test_x, test_y, seed):
        self.x, self.y, self.test_x, self.test_y, self.seed = x, y, test_x, test_y, seed
        self.fit, self.held = quarter(len(y), seed)
        self.scaled, self.test_scaled = scaled(x, test_x)

    def logistic(self):
        start = user_seconds()
        labels = self.y.shape[1]
        some = np.random.RandomState(self.seed).permutation(labels)[:MANY_LABELS]
        x, y = self.scaled[self.fit], self.y[self.fit]
        held_x, held_y = self.scaled[self.held], self.y[self.held]

        def loss(c):
            weights = logistic(x, y[:, some], c)
            return smoothed(expit(logits(held_x, weights)), held_y[:, some], y[:, some])[0]

        c = first_rise(PENALTIES, loss)
        held = expit(logits(held_x, logistic(x, y, c)))
        _, e, threshold = self.chosen(held)
        p = expit(logits(self.test_scaled, logistic(self.scaled, self.y, c)))
        self.report("logistic", start, p, e, threshold, C=c)

    def chain(self):
        start = user_seconds()
        x, y = self.scaled[self.fit], self.y[self.fit]
        held_x, held_y = self.scaled[self.held], self.y[self.held]
        fitted = {}

        def loss(c):
            fitted[c] = chain(x, y, c)
            return smoothed(given_labels(held_x, held_y, fitted[c]), held_y, y)[0]

        c = first_rise(PENALTIES, loss)
        _, e = smoothed(given_labels(held_x, held_y, fitted[c]), held_y, y)
        threshold = best_threshold(self.sampled(held_x, fitted[c]), held_y)
        weights = chain(self.scaled, self.y, c)
        losses = self.losses(given_labels(self.test_scaled, self.test_y, weights), e)
        predicted = self.sampled(self.test_scaled, weights) >= threshold
        report("chain", start, losses, predicted, C=c, smoothing=e, threshold=threshold)

    def sampled(self, x, weights):
        """Returns marginals of a chain: means of the conditionals along samples."""
        random = np.random.RandomState(self.seed)
        plain, (_, _, between) = logits(x, weights), weights
        rows, labels = plain.shape
        y = np.zeros((SAMPLES, rows, labels), np.float32)
        means = np.zeros((rows, labels))
        for j in range(labels):
            p = expit(plain[:, j] + y[:, :, :j] @ between[:j, j])
            means[:, j] = p.mean(0)
            y[:, :, j] = random.rand(SAMPLES, rows) < p
        return means

    def forest(self, name, kind):
        start = user_seconds()
        many = self.y.shape[1] > MOST_CHAINED
        trees = 50 if many else 100
        best = None
        for leaf in [3] if many else LEAVES:
            held = self.trees(kind, trees, leaf, self.fit, self.x[self.held])
            loss, e, threshold = self.chosen(held)
            if best is None or loss < best[0]:
                best = (loss, leaf, e, threshold)
        _, leaf, e, threshold = best
        p = self.trees(kind, trees, leaf, np.arange(len(self.y)), self.test_x)
        self.report(name, start, p, e, threshold, leaf=leaf, trees=trees)

    def trees(self, kind, trees, leaf, rows, x):
        """Predicts with ten trees at a time, because leaves of many labels take much memory."""
        total = 0
        for i in range(trees // 10):
            seed = 1000 * self.seed + i
            options = {"max_features": "sqrt", "min_samples_leaf": leaf, "random_state": seed}
            bag = {"bootstrap": kind is RandomForestRegressor}
            model = kind(10, **options, **bag).fit(self.x[rows], self.y[rows])
            total = total + model.predict(x)
        return (total / (trees // 10)).reshape(len(x), -1)

    def neighbors(self):
        start = user_seconds()
        held = means(self.scaled[self.fit], self.y[self.fit], self.scaled[self.held])
        best = None
        for k, p in held.items():
            loss, e, threshold = self.chosen(p)
            if best is None or loss < best[0]:
                best = (loss, k, e, threshold)
        _, k, e, threshold = best
        p = means(self.scaled, self.y, self.test_scaled)[k]
        self.report("neighbors", start, p, e, threshold, neighbors=k)

    def chosen(self, held):
        """Returns the lowest loss, its smoothing, and the threshold with the best micro F1."""
        y, held_y = self.y[self.fit], self.y[self.held]
        loss, e = smoothed(held, held_y, y)
        return loss, e, best_threshold(mixed(held, e, y), held_y)

    def losses(self, p, e):
        return nll(clipped(mixed(p, e, self.y)), self.test_y)

    def report(self, name, start, p, e, threshold, **chosen):
        predicted = mixed(p, e, self.y) >= threshold
        report(name, start, self.losses(p, e), predicted, smoothing=e, threshold=threshold, **chosen)


def scaled(x, test_x):
    """Encodes columns of two values as 0 and 1, sparse if most are 0. Standardizes and clips others."""
    low, high = x.min(0), x.max(0)
    two = ((x == low) | (x == high)).all(0)
    mean = np.where(two, low, x.mean(0))
    spread = np.where(two, high - low, x.std(0))
    spread[spread == 0] = 1
    first, second = (np.clip((z - mean) / spread, -8, 8) for z in (x, test_x))
    if two.all() and (first != 0).mean() < 0.2:
        return sparse.csr_array(first), sparse.csr_array(second)
    return first, second


def logistic(x, y, c):
    """Returns weights and biases of one regression per label, without couplings."""
    found = [regression(x, y[:, j], c) for j in range(y.shape[1])]
    return np.stack([w for w, _ in found], 1), np.array([b for _, b in found]), None


def chain(x, y, c):
    """Returns weights, biases and couplings. Label j depends on the labels before it."""
    features, labels = x.shape[1], y.shape[1]
    between = np.zeros((labels, labels))
    found = []
    for j in range(labels):
        w, b = regression(beside(x, y[:, :j]), y[:, j], c)
        between[:j, j] = w[features:]
        found.append((w[:features], b))
    return np.stack([w for w, _ in found], 1), np.array([b for _, b in found]), between


def beside(x, y):
    return sparse.hstack([x, y], format="csr") if sparse.issparse(x) else np.hstack([x, y])


def regression(x, y, c):
    if y.min() == y.max():
        p = (y.sum() + 0.5) / (len(y) + 1)
        return np.zeros(x.shape[1]), np.log(p / (1 - p))
    model = LogisticRegression(C=c, max_iter=200).fit(x, y)
    return model.coef_[0], model.intercept_[0]


def logits(x, weights):
    return x @ weights[0] + weights[1]


def given_labels(x, y, weights):
    """Returns the probability of each label given x and the labels before it."""
    return expit(logits(x, weights) + y @ weights[2])


def means(x, y, test_x):
    """Returns means of the labels of the nearest rows, for each number of neighbors."""
    counts = [k for k in NEIGHBORS if k <= len(y)]
    found = NearestNeighbors(n_neighbors=counts[-1]).fit(x)
    totals = {k: np.zeros((test_x.shape[0], y.shape[1])) for k in counts}
    for start in range(0, test_x.shape[0], 500):
        part = slice(start, start + 500)
        nearest = found.kneighbors(test_x[part], return_distance=False)
        for k in counts:
            for i in range(k):
                totals[k][part] += y[nearest[:, i]] / k
    return totals


def smoothed(p, held_y, y):
    """Returns the lowest loss, and its weight of the label frequencies."""
    return min((nll(clipped(mixed(p, e, y)), held_y).mean(), e) for e in SMOOTHING)


def mixed(p, e, y):
    """Mixes probabilities with the label frequencies, whose weight is e."""
    return (1 - e) * p + e * (y.sum(0) + 0.5) / (len(y) + 1)


def clipped(p):
    return np.clip(p, 1e-9, 1 - 1e-9)


def nll(p, y):
    return -np.where(y == 1, np.log(p), np.log1p(-p)).sum(1)


def best_threshold(p, y):
    order = np.argsort(-p, axis=None)
    hits = np.cumsum(y.ravel()[order])
    f1 = 2 * hits / (np.arange(1, len(hits) + 1) + hits[-1])
    return float(p.ravel()[order[np.argmax(f1)]])


main()
