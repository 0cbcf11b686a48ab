"""The works in NumPy, forward and backward by hand, as the lectures write them.

A work takes its data and, for a training step, its rate, and gives a function without parameters, whose call is what
is measured: it returns the value, if it has one, and the gradients, the new parameters or the product by name.
"""

import numpy as np

VERSION = np.__version__


def neuron(data, rate):
    w0, x0, w1, x1, w2 = (float(data[name]) for name in ("w0", "x0", "w1", "x1", "w2"))

    def call():
        f = 1 / (1 + np.exp(-(w0 * x0 + w1 * x1 + w2)))
        grad_s = (1 - f) * f
        return f, {
            "w0": grad_s * x0,
            "x0": grad_s * w0,
            "w1": grad_s * x1,
            "x1": grad_s * w1,
            "w2": grad_s,
        }

    return call


def three_four_four_one(data, rate):
    x, W1, b1, W2, b2, W3, b3 = (data[name] for name in ("x", "W1", "b1", "W2", "b2", "W3", "b3"))

    def call():
        h1 = 1 / (1 + np.exp(-(W1.dot(x) + b1)))
        h2 = 1 / (1 + np.exp(-(W2.dot(h1) + b2)))
        out = W3.dot(h2) + b3
        grad_s2 = W3 * h2 * (1 - h2)
        grad_s1 = W2.T.dot(grad_s2) * h1 * (1 - h1)
        return out, {
            "W1": np.outer(grad_s1, x),
            "b1": grad_s1,
            "W2": np.outer(grad_s2, h1),
            "b2": grad_s2,
            "W3": h2,
            "b3": 1.0,
        }

    return call


def xor(data, rate):
    x, y, W1, b1, w2, b2 = (data[name] for name in ("x", "y", "W1", "b1", "w2", "b2"))
    n = len(y)

    def call():
        a1 = np.tanh(x.dot(W1.T) + b1)
        a2 = 1 / (1 + np.exp(-(a1.dot(w2) + b2)))
        cost = np.mean(-y * np.log(a2) - (1 - y) * np.log(1 - a2))
        grad_z2 = (a2 - y) / n
        grad_z1 = np.outer(grad_z2, w2) * (1 - a1 * a1)
        return cost, {
            "W1": grad_z1.T.dot(x),
            "b1": grad_z1.sum(axis=0),
            "w2": a1.T.dot(grad_z2),
            "b2": grad_z2.sum(),
        }

    return call


def two_layer(data, rate):
    x, y, w1, w2 = (data[name] for name in ("x", "y", "w1", "w2"))

    def call():
        nonlocal w1, w2
        h = 1 / (1 + np.exp(-x.dot(w1)))
        y_pred = h.dot(w2)
        loss = np.square(y_pred - y).sum()
        grad_y_pred = 2.0 * (y_pred - y)
        grad_w2 = h.T.dot(grad_y_pred)
        grad_h = grad_y_pred.dot(w2.T)
        grad_w1 = x.T.dot(grad_h * h * (1 - h))
        w1 -= rate * grad_w1
        w2 -= rate * grad_w2
        return loss, {"w1": w1, "w2": w2}

    return call


def classifier(data, rate):
    x, W1, b1, W2, b2 = (data[name] for name in ("x", "W1", "b1", "W2", "b2"))
    y = data["y"].astype(int)
    n = len(y)
    rows = np.arange(n)

    def call():
        nonlocal W1, b1, W2, b2
        h = np.maximum(x.dot(W1) + b1, 0)
        s = h.dot(W2) + b2
        p = np.exp(s - s.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        loss = -np.log(p[rows, y]).mean()
        p[rows, y] -= 1
        grad_s = p / n
        grad_h = grad_s.dot(W2.T)
        grad_h[h <= 0] = 0
        grad_W2 = h.T.dot(grad_s)
        grad_W1 = x.T.dot(grad_h)
        W1 -= rate * grad_W1
        b1 -= rate * grad_h.sum(axis=0)
        W2 -= rate * grad_W2
        b2 -= rate * grad_s.sum(axis=0)
        return loss, {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

    return call


def linear_svm(data, rate):
    x, W = data["x"], data["W"]
    y = data["y"].astype(int)
    n = len(y)
    rows = np.arange(n)

    def call():
        s = x.dot(W)
        margins = np.maximum(0, s - s[rows, y][:, np.newaxis] + 1)
        margins[rows, y] = 0
        grad_s = (margins > 0).astype(float)
        grad_s[rows, y] = -grad_s.sum(axis=1)
        return margins.sum() / n, {"W": x.T.dot(grad_s / n)}

    return call


def regression(data, rate):
    x, t, w, b = (data[name] for name in ("x", "t", "w", "b"))
    n = len(t)

    def call():
        z = x.dot(w) + b
        e = np.exp(-z)
        loss = np.mean(np.log1p(e) + (1 - t) * z)
        grad_z = (1 / (1 + e) - t) / n
        return loss, {"w": x.T.dot(grad_z), "b": grad_z.sum()}

    return call


def logsumexp(data, rate):
    x = data["x"]

    def call():
        largest = x.max()
        e = np.exp(x - largest)
        total = e.sum()
        return largest + np.log(total), {"x": e / total}

    return call


def train_two_layer(data, rate):
    step = two_layer(data, rate)
    epochs = int(data["epochs"])

    def call():
        for _ in range(epochs):
            result = step()
        return result

    return call


def train_classifier(data, rate):
    x, W1, b1, W2, b2 = (data[name] for name in ("x", "W1", "b1", "W2", "b2"))
    y, orders = (data[name].astype(int) for name in ("y", "orders"))
    batch, epochs = (int(data[name]) for name in ("batch", "epochs"))
    params = (W1, b1, W2, b2)
    means = [np.zeros_like(param) for param in params]
    squares = [np.zeros_like(param) for param in params]
    epoch = t = 0

    def adam(gradients):
        nonlocal t
        t += 1
        first = rate / (1 - 0.9**t)
        second = 1 / (1 - 0.999**t)
        for param, g, m, v in zip(params, gradients, means, squares):
            m *= 0.9
            m += 0.1 * g
            v *= 0.999
            v += 0.001 * g * g
            param -= first * m / (np.sqrt(v * second) + 1e-8)

    def step(rows):
        x_batch, y_batch = x[rows], y[rows]
        n = len(rows)
        right = np.arange(n), y_batch
        h = np.maximum(x_batch.dot(W1) + b1, 0)
        s = h.dot(W2) + b2
        p = np.exp(s - s.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        loss = -np.log(p[right]).mean()
        p[right] -= 1
        grad_s = p / n
        grad_h = grad_s.dot(W2.T)
        grad_h[h <= 0] = 0
        adam((x_batch.T.dot(grad_h), grad_h.sum(axis=0), h.T.dot(grad_s), grad_s.sum(axis=0)))
        return loss

    def call():
        nonlocal epoch
        for _ in range(epochs):
            order = orders[epoch % len(orders)]
            epoch += 1
            loss = 0
            for start in range(0, len(order), batch):
                rows = order[start : start + batch]
                loss += step(rows) * len(rows)
        return loss / len(order), {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

    return call


def product(data, rate):
    a, b = data["a"], data["b"]
    c = np.empty((len(a), b.shape[1]))

    def call():
        np.dot(a, b, out=c)
        return None, {"c": c}

    return call


WORKS = {
    work.__name__: work
    for work in (
        neuron,
        three_four_four_one,
        xor,
        two_layer,
        classifier,
        linear_svm,
        regression,
        logsumexp,
        train_two_layer,
        train_classifier,
        product,
    )
}
