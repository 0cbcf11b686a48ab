"""Measures one peer of Flatprop at one work, in this process, on one thread, in double precision.

    peers.py PEER                     prints its version as JSON, or why it is not here, and ends with 3
    peers.py PEER WORK DATA.npz       prints {"ns": the median time of a call, "value": of the first call}
    peers.py PEER WORK DATA.npz --check
                                      prints {"value": ..., "arrays": {...}}: the gradients, or, of a training step,
                                      the new parameters, flattened

DATA.npz holds the model's inputs by name. With --rate R a call is a training step at that rate, or some epochs, else
the value and the gradient. --simd avx2 holds the peer to AVX2, where a machine has more.
"""

import argparse
import importlib
import json
import os
import sys
import time

PEERS = ("numpy", "jax", "torch")
MISSING = 3

ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
    "JAX_ENABLE_X64": "1",
    "JAX_PLATFORMS": "cpu",
}
AVX2 = {
    "OPENBLAS_CORETYPE": "Haswell",
    "ATEN_CPU_CAPABILITY": "avx2",
    "MKL_ENABLE_INSTRUCTIONS": "AVX2",
    "XLA_FLAGS": ONE_THREAD["XLA_FLAGS"] + " --xla_cpu_max_isa=AVX2",
}

WARMUP_SECONDS = 0.7
SECONDS = 1.5
BATCH_NANOS = 2_000_000
LEAST_BATCHES = 9


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("work", nargs="?")
    parser.add_argument("data", nargs="?")
    parser.add_argument("--rate", type=float)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--simd", choices=["avx2"])
    arguments = parser.parse_args()
    set_environment(arguments.simd)
    try:
        peer = importlib.import_module("in_" + arguments.peer)
    except ImportError as e:
        print(e)
        sys.exit(MISSING)
    if arguments.work is None:
        print(json.dumps({"version": peer.VERSION}))
        return
    if arguments.work not in peer.WORKS:
        print(f"{arguments.peer} has no {arguments.work}")
        sys.exit(MISSING)
    call = peer.WORKS[arguments.work](load(arguments.data), arguments.rate)
    value, arrays = call()
    answer = {} if value is None else {"value": float(value)}
    if arguments.check:
        answer["arrays"] = {name: flat(array) for name, array in arrays.items()}
    else:
        answer["ns"] = median_nanos(call)
    print(json.dumps(answer))


def set_environment(simd):
    """Libraries read it when they are loaded. What NumPy shall leave out it has to be asked first, in a process that
    loads it, and that starts again."""
    os.environ.update(ONE_THREAD)
    if simd == "avx2":
        os.environ.update(AVX2)
        if "NPY_DISABLE_CPU_FEATURES" not in os.environ:
            os.environ["NPY_DISABLE_CPU_FEATURES"] = " ".join(beyond_avx2())
            os.execv(sys.executable, [sys.executable, *sys.argv])


def beyond_avx2():
    """What NumPy uses here beyond AVX2: names that it does not know, it would warn of."""
    try:
        from numpy._core import _multiarray_umath as core
    except ImportError:
        try:
            from numpy.core import _multiarray_umath as core
        except ImportError:
            return []
    return [
        feature
        for feature in core.__cpu_dispatch__
        if feature.startswith(("AVX512", "X86_V4")) and core.__cpu_features__.get(feature)
    ]


def load(path):
    import numpy as np

    with np.load(path) as data:
        return {name: data[name] for name in data.files}


def flat(array):
    import numpy as np

    return np.asarray(array).ravel().tolist()


def median_nanos(call):
    """The median over batches of a few milliseconds, after a warm-up."""
    clock = time.perf_counter_ns
    calls = 1
    start = clock()
    while clock() - start < WARMUP_SECONDS * 1e9:
        if batch(call, calls) < BATCH_NANOS:
            calls *= 2
    times = []
    start = clock()
    while len(times) < LEAST_BATCHES or clock() - start < SECONDS * 1e9:
        times.append(batch(call, calls) / calls)
    times.sort()
    half = len(times) // 2
    return times[half] if len(times) % 2 else (times[half - 1] + times[half]) / 2


def batch(call, calls):
    start = time.perf_counter_ns()
    for _ in range(calls):
        call()
    return time.perf_counter_ns() - start


if __name__ == "__main__":
    main()
