# Writes code that every later Python would run: sitecustomize, .pth files, modules, compiled files.
# shows: written: []
import os
import site
import sys
from pathlib import Path

written = []
folders = {
    *site.getsitepackages(),
    *sys.path,
    sys.prefix,
    sys.base_prefix,
    os.path.dirname(os.__file__),
    "/usr/lib/python3/dist-packages",
}
for folder in folders - {"", os.getcwd()}:
    for name in (
        "sitecustomize.py",
        "usercustomize.py",
        "hostile_was_here.pth",
        "numpy/hostile_was_here.py",
        "__pycache__/os.cpython-311.pyc",
    ):
        try:
            Path(folder, name).write_text("import os  # hostile_was_here")
            written.append(f"{folder}/{name}")
        except OSError:
            continue
print("written:", written)
