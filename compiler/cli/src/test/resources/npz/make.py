"""Makes the archives that NpzDataTest reads: python3 make.py, with NumPy 2."""

import numpy as np

reals = np.array([[0.1, -2.5, 1e300], [np.nan, np.inf, -np.inf]])
arrays = {
    "f8": reals,
    "f8_big": reals.astype(">f8"),
    "f8_fortran": np.asfortranarray(reals),
    "f8_cube_fortran": np.asfortranarray(np.arange(24.0).reshape(2, 3, 4)),
    "f8_scalar": np.float64(0.1),
    "f8_empty": np.zeros((0, 3)),
    "f4": np.array([0.1, -2.5, 1e-45], dtype="<f4"),
    "f4_big": np.array([0.1, -2.5], dtype=">f4"),
    "f2": np.array([0.1, -2.5, 6e-8, np.inf, np.nan, 65504], dtype="<f2"),
    "i1": np.array([-128, 127], dtype="i1"),
    "i2": np.array([-32768, 32767], dtype="<i2"),
    "i4": np.array([-(2**31), 2**31 - 1], dtype="<i4"),
    "i4_big": np.array([-(2**31), 2**31 - 1], dtype=">i4"),
    "i8": np.array([-(2**63), 2**53, -3], dtype="<i8"),
    "u1": np.array([0, 255], dtype="u1"),
    "u2": np.array([0, 65535], dtype="<u2"),
    "u4": np.array([0, 2**32 - 1], dtype=">u4"),
    "u8": np.array([2**63, 2**53, 3], dtype="<u8"),
    "b1": np.array([True, False]),
    "inexact": np.array([0, 2**53 + 1], dtype="<i8"),
    "inexact_max": np.array([2**63 - 1], dtype="<i8"),
    "inexact_unsigned": np.array([2**64 - 1], dtype="<u8"),
    "text": np.array(["a", "b"]),
    "bytes": np.array([b"a", b"b"]),
    "complex": np.array([1j]),
    "object": np.array([1, None], dtype=object),
    "record": np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]),
    "date": np.array(["2020-01-01"], dtype="M8[D]"),
    "σ": np.array([1.5]),
}
np.savez("numpy.npz", **arrays)
np.savez_compressed(
    "compressed.npz",
    x=np.arange(20000.0).reshape(100, 200) / 3,
    zeros=np.zeros((200, 1000)),
)
