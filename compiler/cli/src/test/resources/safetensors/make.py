"""Makes the file that SafetensorsDataTest reads, in the format's own terms: python3 make.py."""

import json
import struct

arrays = {
    "f64": ("F64", [2, 3], struct.pack("<6d", 0.1, -2.5, 1e300, float("nan"), float("inf"), -0.0)),
    "f64_scalar": ("F64", [], struct.pack("<d", 0.1)),
    "f64_empty": ("F64", [0, 3], b""),
    "f32": ("F32", [3], struct.pack("<3f", 0.1, -2.5, 1e-45)),
    "f16": ("F16", [2], struct.pack("<2e", 0.1, -2.5)),
    "bf16": ("BF16", [5], struct.pack("<5H", 0x3DCD, 0xC020, 0x7F80, 0x0001, 0x8000)),
    "i8": ("I8", [2], struct.pack("<2b", -128, 127)),
    "i16": ("I16", [2], struct.pack("<2h", -32768, 32767)),
    "i32": ("I32", [2], struct.pack("<2i", -(2**31), 2**31 - 1)),
    "i64": ("I64", [3], struct.pack("<3q", -(2**63), 2**53, -3)),
    "u8": ("U8", [2], struct.pack("<2B", 0, 255)),
    "u16": ("U16", [2], struct.pack("<2H", 0, 65535)),
    "u32": ("U32", [2], struct.pack("<2I", 0, 2**32 - 1)),
    "u64": ("U64", [3], struct.pack("<3Q", 2**63, 2**53, 3)),
    "bool": ("BOOL", [2], struct.pack("<2?", True, False)),
    "inexact": ("I64", [2], struct.pack("<2q", 0, 2**53 + 1)),
    "small": ("F8_E4M3", [3], bytes(3)),
    "σ": ("F64", [1], struct.pack("<d", 1.5)),
}
header = {"__metadata__": {"format": "pt", "flatprop": '{"any": "text, σ"}'}}
offset = 0
for name, (dtype, shape, data) in arrays.items():
    header[name] = {
        "dtype": dtype,
        "shape": shape,
        "data_offsets": [offset, offset + len(data)],
    }
    offset += len(data)
text = json.dumps(header, ensure_ascii=False).encode()
text += b" " * (-len(text) % 8)
with open("all.safetensors", "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text)
    for _, _, data in arrays.values():
        file.write(data)
