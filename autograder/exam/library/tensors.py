"""Tensors of PyTorch's and arrays of JAX's: as themselves where the test has the library, else numpy's.

TensorFlow's arrive as numpy's always. Neither library is imported here: either takes seconds, and what
a test does with such a value it does with the library it has imported.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from autograder.exam.library.kind import NUMERIC, Kind


def kind_of(value: Any) -> str | None:
    """Return the name of the kind that ``value`` is of, or None."""
    kind = type(value)
    torch, jax = sys.modules.get("torch"), sys.modules.get("jax")
    if torch is not None and kind in (torch.Tensor, torch.nn.Parameter):
        return "torch.Tensor" if kind is torch.Tensor else "torch.Parameter"
    if jax is not None and kind.__name__ == "ArrayImpl" and isinstance(value, jax.Array):
        return "jaxlib.Array"
    return None


def _take_torch(value: Any) -> list[Any]:
    return [value.detach().cpu().numpy(), value.requires_grad]


def _array(value: Any) -> np.ndarray:
    if type(value) is not np.ndarray or value.dtype.kind not in NUMERIC:
        raise ValueError("not an array of numbers")
    return value


def _build_torch(parts: Any) -> Any:
    array, learns = parts
    if type(learns) is not bool:
        raise ValueError("not a tensor")
    torch = sys.modules.get("torch")
    if torch is None:
        return _array(array)[()]
    made = torch.from_numpy(_array(array))
    return made.requires_grad_() if learns else made


def _build_parameter(parts: Any) -> Any:
    array, learns = parts
    torch = sys.modules.get("torch")
    if torch is None:
        return _array(array)[()]
    return torch.nn.Parameter(torch.from_numpy(_array(array)), requires_grad=bool(learns))


def _build_jax(array: Any) -> Any:
    jax = sys.modules.get("jax")
    if jax is None:
        return _array(array)[()]
    made = jax.numpy.asarray(_array(array))
    return made if made.dtype == array.dtype else array  # 64 bits are a setting of the student's


KINDS = {
    "torch.Tensor": Kind(None, _take_torch, _build_torch),
    "torch.Parameter": Kind(None, _take_torch, _build_parameter),
    "jaxlib.Array": Kind(None, np.asarray, _build_jax),
}
