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
    "product": product,
}
