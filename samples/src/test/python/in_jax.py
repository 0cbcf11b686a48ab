"""The works in JAX: value and gradient, or a whole training step that gives its old parameters away, compiled by jit.
What a work takes and gives is said in in_numpy.py."""

import functools

import jax
import jax.numpy as jnp

VERSION = jax.__version__

jax.config.update("jax_enable_x64", True)


def neuron(p, d):
    return jax.nn.sigmoid(p["w0"] * p["x0"] + p["w1"] * p["x1"] + p["w2"])


def three_four_four_one(p, d):
    h1 = jax.nn.sigmoid(p["W1"] @ d["x"] + p["b1"])
    h2 = jax.nn.sigmoid(p["W2"] @ h1 + p["b2"])
    return p["W3"] @ h2 + p["b3"]


def xor(p, d):
    a1 = jnp.tanh(d["x"] @ p["W1"].T + p["b1"])
    a2 = jax.nn.sigmoid(a1 @ p["w2"] + p["b2"])
    return jnp.mean(-d["y"] * jnp.log(a2) - (1 - d["y"]) * jnp.log(1 - a2))


def two_layer(p, d):
    h = jax.nn.sigmoid(d["x"] @ p["w1"])
    return jnp.sum(jnp.square(h @ p["w2"] - d["y"]))


def right_scores(s, y):
    return s[jnp.arange(s.shape[0]), y]


def classifier(p, d):
    h = jax.nn.relu(d["x"] @ p["W1"] + p["b1"])
    s = h @ p["W2"] + p["b2"]
    return jnp.mean(jax.nn.logsumexp(s, axis=1) - right_scores(s, d["y"]))


def linear_svm(p, d):
    s = d["x"] @ p["W"]
    margins = jax.nn.relu(s - right_scores(s, d["y"])[:, jnp.newaxis] + 1)
    # the right class has a margin of 1 to itself
    return jnp.sum(margins) / s.shape[0] - 1


def regression(p, d):
    z = d["x"] @ p["w"] + p["b"]
    return jnp.mean(jax.nn.softplus(z) - d["t"] * z)


def logsumexp(p, d):
    return jax.nn.logsumexp(p["x"])


def trained(loss, params, indices=()):
    """A work that differentiates a loss by the parameters, and subscripts by the indices."""

    def work(data, rate):
        d = {name: jnp.asarray(array) for name, array in data.items() if name not in params}
        d.update({name: d[name].astype(jnp.int32) for name in indices})
        p = {name: jnp.asarray(data[name]) for name in params}
        value_and_grad = jax.value_and_grad(loss)
        if rate is None:
            compiled = jax.jit(value_and_grad)
            return lambda: jax.block_until_ready(compiled(p, d))

        @functools.partial(jax.jit, donate_argnums=0)
        def step(p, d):
            value, gradient = value_and_grad(p, d)
            return value, {name: p[name] - rate * gradient[name] for name in p}

        def call():
            nonlocal p
            value, p = jax.block_until_ready(step(p, d))
            return value, p

        return call

    return work


def sgd(p, gradient, state, rate):
    return {name: p[name] - rate * gradient[name] for name in p}, state


def adam(p, gradient, state, rate):
    t, means, squares = state
    t = t + 1
    means = {name: 0.9 * means[name] + 0.1 * gradient[name] for name in p}
    squares = {name: 0.999 * squares[name] + 0.001 * gradient[name] ** 2 for name in p}
    first = rate / (1 - 0.9**t)
    second = 1 / (1 - 0.999**t)
    moved = {
        name: p[name] - first * means[name] / (jnp.sqrt(squares[name] * second) + 1e-8)
        for name in p
    }
    return moved, (t, means, squares)


def run(loss, params, rule, indices=()):
    """A work that trains for some epochs, in batches of given order; one of all examples takes no order."""

    def work(data, rate):
        d = {
            name: jnp.asarray(array)
            for name, array in data.items()
            if name not in (*params, "batch", "epochs", "orders")
        }
        d.update({name: d[name].astype(jnp.int32) for name in indices})
        orders = data["orders"].astype("int32")
        batch, epochs = int(data["batch"]), int(data["epochs"])
        p = {name: jnp.asarray(data[name]) for name in params}
        means = {name: jnp.zeros_like(p[name]) for name in p}
        squares = {name: jnp.zeros_like(p[name]) for name in p}
        state = (jnp.zeros(()), means, squares) if rule is adam else ()
        value_and_grad = jax.value_and_grad(loss)
        epoch = 0

        @functools.partial(jax.jit, donate_argnums=(0, 1))
        def step(p, state, d, rows):
            examples = d if rows is None else {name: d[name][rows] for name in d}
            value, gradient = value_and_grad(p, examples)
            return value, *rule(p, gradient, state, rate)

        def call():
            nonlocal p, state, epoch
            for _ in range(epochs):
                order = orders[epoch % len(orders)]
                epoch += 1
                if batch == len(order):
                    value, p, state = step(p, state, d, None)
                    continue
                value = 0
                for start in range(0, len(order), batch):
                    rows = order[start : start + batch]
                    of_batch, p, state = step(p, state, d, rows)
                    value += of_batch * len(rows)
                value /= len(order)
            return jax.block_until_ready((value, p))

        return call

    return work


def product(data, rate):
    a, b = jnp.asarray(data["a"]), jnp.asarray(data["b"])
    compiled = jax.jit(lambda a, b: a @ b)

    def call():
        c = jax.block_until_ready(compiled(a, b))
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
    "train_two_layer": run(two_layer, ("w1", "w2"), sgd),
    "train_classifier": run(classifier, ("W1", "b1", "W2", "b2"), adam, indices=("y",)),
    "product": product,
}
