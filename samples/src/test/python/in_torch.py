"""The works in PyTorch: eager, differentiated by autograd, updated in place under no_grad.
What a work takes and gives is said in in_numpy.py."""

import torch
from torch.nn import functional

VERSION = torch.__version__

torch.set_num_threads(1)


def neuron(p, d):
    return torch.sigmoid(p["w0"] * p["x0"] + p["w1"] * p["x1"] + p["w2"])


def three_four_four_one(p, d):
    h1 = torch.sigmoid(p["W1"] @ d["x"] + p["b1"])
    h2 = torch.sigmoid(p["W2"] @ h1 + p["b2"])
    return p["W3"] @ h2 + p["b3"]


def xor(p, d):
    a1 = torch.tanh(d["x"] @ p["W1"].T + p["b1"])
    a2 = torch.sigmoid(a1 @ p["w2"] + p["b2"])
    return functional.binary_cross_entropy(a2, d["y"])


def two_layer(p, d):
    h = torch.sigmoid(d["x"] @ p["w1"])
    return (h @ p["w2"] - d["y"]).pow(2).sum()


def classifier(p, d):
    h = torch.relu(d["x"] @ p["W1"] + p["b1"])
    return functional.cross_entropy(h @ p["W2"] + p["b2"], d["y"])


def linear_svm(p, d):
    s = d["x"] @ p["W"]
    right = s.gather(1, d["y"].unsqueeze(1))
    # the right class has a margin of 1 to itself
    return torch.relu(s - right + 1).sum() / len(s) - 1


def regression(p, d):
    return functional.binary_cross_entropy_with_logits(d["x"] @ p["w"] + p["b"], d["t"])


def logsumexp(p, d):
    return torch.logsumexp(p["x"], 0)


def trained(loss, params, indices=()):
    """A work that differentiates a loss by the parameters, and subscripts by the indices."""

    def work(data, rate):
        d = {name: torch.from_numpy(array) for name, array in data.items() if name not in params}
        d.update({name: d[name].long() for name in indices})
        p = {name: torch.from_numpy(data[name]).requires_grad_() for name in params}
        leaves = tuple(p.values())

        def gradient():
            value = loss(p, d)
            return value.detach(), torch.autograd.grad(value, leaves)

        def call():
            value, gradients = gradient()
            return value, dict(zip(params, gradients))

        def step():
            value, gradients = gradient()
            with torch.no_grad():
                for leaf, g in zip(leaves, gradients):
                    leaf.sub_(g, alpha=rate)
            return value, {name: leaf.detach() for name, leaf in p.items()}

        return call if rate is None else step

    return work


def run(loss, params, optimizer, indices=()):
    """A work that trains for some epochs, in batches of given order; one of all examples takes no order."""

    def work(data, rate):
        d = {
            name: torch.from_numpy(array)
            for name, array in data.items()
            if name not in (*params, "batch", "epochs", "orders")
        }
        d.update({name: d[name].long() for name in indices})
        orders = torch.from_numpy(data["orders"]).long()
        batch, epochs = int(data["batch"]), int(data["epochs"])
        p = {name: torch.from_numpy(data[name]).requires_grad_() for name in params}
        rule = optimizer(list(p.values()), lr=rate)
        epoch = 0

        def step(examples):
            rule.zero_grad()
            value = loss(p, examples)
            value.backward()
            rule.step()
            return value.item()

        def call():
            nonlocal epoch
            for _ in range(epochs):
                order = orders[epoch % len(orders)]
                epoch += 1
                if batch == len(order):
                    value = step(d)
                    continue
                value = 0
                for rows in order.split(batch):
                    value += step({name: array[rows] for name, array in d.items()}) * len(rows)
                value /= len(order)
            return value, {name: leaf.detach() for name, leaf in p.items()}

        return call

    return work


def product(data, rate):
    a, b = torch.from_numpy(data["a"]), torch.from_numpy(data["b"])
    c = torch.empty(len(a), b.shape[1], dtype=torch.float64)

    def call():
        torch.mm(a, b, out=c)
        return None, {"c": c}

    return call


WORKS = {
    "neuron": trained(neuron, ("w0", "x0", "w1", "x1", "w2")),
    "three_four_four_one": trained(three_four_four_one, ("W1", "b1", "W2", "b2", "W3", "b3")),
    "xor": trained(xor, ("W1", "b1", "w2", "b2")),
    "two_layer": trained(two_layer, ("w1", "w2")),
    "classifier": trained(classifier, ("W1", "b1", "W2", "b2"), indices=("y",)),
    "linear_svm": trained(linear_svm, ("W",), indices=("y",)),
    "regression": trained(regression, ("w", "b")),
    "logsumexp": trained(logsumexp, ("x",)),
    "train_two_layer": run(two_layer, ("w1", "w2"), torch.optim.SGD),
    "train_classifier": run(classifier, ("W1", "b1", "W2", "b2"), torch.optim.Adam, indices=("y",)),
    "product": product,
}
