"""The real diary of the chapter `recommender`, made from the package that ships it, and compared.

pip download --no-deps obp==0.4.1
python tests/bench/recommender_diary.py obp-0.4.1-py3-none-any.whl
python tests/bench/recommender_diary.py obp-0.4.1-py3-none-any.whl --keep FILE
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import sys
import zipfile
from pathlib import Path

import numpy as np
from chapters import REPO

sys.path.insert(0, str(REPO))
from lib.chapters import recommender_diary as real


def made(wheel: Path) -> dict[str, np.ndarray]:
    """Return all columns of the six diaries in the package, one diary after the other."""
    rows: dict[str, list] = {name: [] for name in ("diary", *real.COLUMNS)}
    with zipfile.ZipFile(wheel) as archive:
        for policy in real.POLICIES:
            for number, campaign in enumerate(real.CAMPAIGNS):
                number += real.POLICIES.index(policy) * len(real.CAMPAIGNS)
                name = f"obp/dataset/obd/{policy}/{campaign}/{campaign}.csv"
                for row in csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8")):
                    rows["diary"].append(number)
                    rows["ware"].append(int(row["item_id"]))
                    rows["place"].append(int(row["position"]) - 1)
                    rows["click"].append(int(row["click"]))
                    rows["chance"].append(float(row["propensity_score"]))
    small = {name: np.array(rows[name], np.uint8) for name in rows if name != "chance"}
    return small | {"chance": np.array(rows["chance"])}


def main() -> None:
    """Compare what the package holds with what the course has, or write it anew."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--keep", type=Path, help="write the columns to this file")
    options = parser.parse_args()
    columns = made(options.wheel)
    digest = hashlib.sha256(options.wheel.read_bytes()).hexdigest()
    print(f"{len(columns['click']):,} rows, {columns['click'].sum()} clicks, from {digest[:16]}")
    if options.keep:
        real.keep(columns, options.keep)
        return
    with np.load(real.FILE, allow_pickle=False) as kept:
        same = [name for name in columns if np.array_equal(kept[name], columns[name])]
    differ = sorted(columns.keys() - set(same))
    print(f"the course has the same: {not differ}" + (f"; not {', '.join(differ)}" * bool(differ)))
    sys.exit(bool(differ))


if __name__ == "__main__":
    main()
