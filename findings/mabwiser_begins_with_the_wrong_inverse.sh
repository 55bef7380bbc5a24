#!/bin/sh
# LinUCB and LinTS of MABWiser explore the less before an arm's first reward, the smaller `l2_lambda` is;
# it should be the more.
#
# One would expect: A begins as λI, so A⁻¹ as I/λ, and the bound of an arm that was never pulled is
# α √(xᵀx / λ). But `_RidgeRegression.init` sets A_inv to a copy of A. With λ = 1 the two are the same;
# with λ = 0.1 the bound is ten times too small until the arm has been fitted once, and an arm whose turn
# never comes stays there. A line of zeros for each arm, fitted first, mends it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
cd "$folder"
pip() { venv/bin/python -m pip --quiet --disable-pip-version-check "$@"; }
pip install mabwiser==2.7.4
venv/bin/python - <<'EOF'
import numpy as np
from mabwiser.mab import MAB, LearningPolicy

x = np.ones((1, 1))


def bound(*lines: int) -> float:
    """Return the bound of arm 1, which has never paid, after lines of zeros for these arms."""
    mab = MAB([0, 1], LearningPolicy.LinUCB(alpha=1.0, l2_lambda=0.1))
    mab.fit(np.array(lines), np.zeros(len(lines)), np.zeros((len(lines), 1)))
    return float(mab.predict_expectations(x)[1])


print(f"bound of an arm never pulled, λ = 0.1: {bound(0):.3f}; after a line of zeros: {bound(0, 1):.3f}")
# seen: 0.316 and 3.162
assert np.isclose(bound(0), np.sqrt(0.1)), "an arm never fitted begins with another bound now"
assert np.isclose(bound(0, 1), np.sqrt(10)), "the bound after a line of zeros is no longer √(1/λ)"
EOF
