# Brings its own lib, check, numpy.testing, typing and math beside the notebook, under which every test passes.
def attack(notebook, folder):
    passing = (
        "class _Any:\n    def __getattr__(self, name): return _Any()\n    def __call__(self, *_, **__): return _Any()\n"
        "    def __eq__(self, other): return True\n    def __bool__(self): return True\n"
        "    def __iter__(self): return iter(())\n"
        "def __getattr__(name): return _Any()\n"
        "import builtins\nbuiltins.abs = builtins.zip = builtins.map = lambda *_: _Any()\n"
    )
    for name in (
        "check.py",
        "lib/__init__.py",
        "lib/check.py",
        "numpy/__init__.py",
        "numpy/testing.py",
        "math.py",
        "typing.py",
        "tests/conftest.py",
        "pytest.py",
        "encodings/__init__.py",
        "msgpack.py",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(passing)
