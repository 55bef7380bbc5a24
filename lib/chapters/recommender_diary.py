"""Sixty thousand lines of a real shop's diary: what was shown, where, with which chance; and who clicked.

From the Open Bandit Dataset of the clothes shop ZOZOTOWN (Saito, Aihara, Matsutani & Narita, Open Bandit
Dataset and Pipeline, 2021), in the small version that the package obp 0.4.1 ships under the Apache
License 2.0 (beside this file). Changed: of its columns the ones below are kept, campaigns and policies
are numbered, places count from 0. `tests/bench/recommender_diary.py` makes the file again from that
package.
"""

from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("recommender_diary.npz")
CAMPAIGNS = ("all", "men", "women")
WARES = {"all": 80, "men": 34, "women": 46}  # how many each campaign chose from
POLICIES = ("random", "bts")  # dice, and Thompson sampling without features
COLUMNS = ("ware", "place", "click", "chance")


def keep(columns: dict[str, np.ndarray], file: Path = FILE) -> None:
    """Write the columns of all diaries, one after the other, into a file."""
    with file.open("wb") as opened:  # savez would add an ending to a name
        np.savez_compressed(opened, **columns)


def diary(policy: str, campaign: str, file: Path = FILE) -> dict[str, np.ndarray]:
    """Return one of the six diaries as columns, 10,000 rows each.

    ware: number of what was shown. place: 0, 1, 2 from the left. click: 0 or 1. chance: that this ware
    was shown at this place.
    """
    with np.load(file, allow_pickle=False) as kept:
        number = POLICIES.index(policy) * len(CAMPAIGNS) + CAMPAIGNS.index(campaign)
        mine = kept["diary"] == number
        found = {name: kept[name][mine] for name in COLUMNS}
    return found | {name: found[name].astype(int) for name in ("ware", "place", "click")}
