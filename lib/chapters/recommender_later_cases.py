"""What the checks of the later exercises on recommending say: diaries, slates, guests who come back.

Each name belongs to one check: its `message`, and under `mistakes` what each typical mistake leads to, in
numbers worked out by hand.
"""

# Exercise 8
IPS = {
    "message": "IPS of rewards 4, 1, 2, 6 with ratios 1, 3, ¼, 2",
    "mistakes": {
        "return IPS first, then SNIPS": 3.12,
        "a mean over the lines of the diary, not a sum": 19.5,
        "that is the plain mean of the rewards: each counts by its ratio": 3.25,
        "the ratio is turned over: the policy's chance by the diary's": 3.8333333333,
        "the policy's chance is missing: wanted / chances": 19.25,
        "divide by the chance in the diary: wanted / chances": 1.0375,
    },
}
SNIPS = {
    "message": "SNIPS of the same four lines: the weighted sum by the sum of the ratios",
    "mistakes": {
        "divide by the sum of the ratios, not by the number of lines": 4.875,
        "divide the *sum* by the sum of the ratios; you divide the mean": 0.78,
        "divide by the sum of the ratios, not of the diary's chances": 15.6,
        "divide by the sum of the ratios, not of the policy's chances": 12.5806451613,
    },
}

# Exercise 9
DIRECT = {
    "message": "the direct method for two guests",
    "mistakes": {
        "a mean over the guests, not a sum": 2.2,
        "that is the guess for what was offered: take all wares, by their chances": 2.0,
        "each guess counts by the policy's chance of its ware": 5.0,
        "sum over the wares, mean over the guests": 0.3666666667,
        "return the direct estimate first": 6.1,
    },
}
ROBUST = {
    "message": "the doubly robust estimate for two guests: the promise, and the weighted surprises",
    "mistakes": {
        "that is the surprise alone: add the promise": 5.0,
        "divide by the chances of the diary": 2.25,
        "the surprise is reward less guess": -3.9,
        "that is IPS beside the model: weigh what the model got wrong": 10.1,
        "the ratio is missing: policy by diary, for what was offered": 3.1,
        "a mean of the surprises, not a sum": 11.1,
        "the policy's chance of what was offered is missing: policy by diary": 9.6,
        "divide the surprises by the number of lines, not by the sum of the ratios": 2.7666666667,
        "the surprise compares with the guess for what was offered, not with the promise": 7.7,
    },
}

# Exercise 10
LIKED = {
    "message": "clicks by looks of four wares, one of them never shown",
    "mistakes": {
        "that is clicks per showing: what counts is how often a ware was *seen*": (
            2 / 3,
            0,
            0.5,
            0,
        ),
        "add up the looks of all places where the ware was shown, clicked or not": (
            1.25,
            0,
            2.5,
            0,
        ),
        "that weighs each click by its place and divides by the showings; add up the looks instead": (
            2.5 / 3,
            0,
            1.25,
            0,
        ),
        "that counts the clicks: divide by the looks": (2, 0, 1, 0),
        "divide by the looks, don't multiply": (1.6 / 3, 0, 0.2, 0),
        "each place has a look of its own: add up those where the ware was shown, not their mean": (
            2 / 1.8,
            0,
            1 / 1.2,
            0,
        ),
    },
}

# Exercise 11
SLATE = {
    "message": "likes 0.2, 0.9, 0.4, 0.7, 0.1; the three places are looked at with 0.5, 0.3 and 0.9",
    "mistakes": {
        "what is liked most stands where *most is seen*, here in the last place": [1, 3, 2],
        "the best wares, not the worst": [0, 2, 4],
        "what is liked most stands where least is seen: sort the places falling": [3, 1, 2],
        "slate[order] = best puts each ware into its place; best[order] does something else": [
            2,
            1,
            3,
        ],
    },
}

# Exercise 12
GRADIENT = {
    "message": "the gradient of four steps, three of them in state 0",
    "mistakes": {
        "a state that comes twice counts twice: np.add.at, not +=": (
            (0.25, 0.25, -0.5),
            (0.5, -0.25, -0.25),
            (0, 0, 0),
        ),
        "what was *not* done moves as well: −ψ π(a'|s) for every offer": (
            (1.5, 0, 0),
            (0.5, 0, 0),
            (0, 0, 0),
        ),
        "π(a'|s) is missing: 1 for what was done, less its chance, for every offer": (
            (2, 0, 0),
            (1.25, 0, 0),
            (0, 0, 0),
        ),
        "a mean over the steps, not a sum": ((6, -2, -4), (2, -1, -1), (0, 0, 0)),
        "the sign is turned: uphill": ((-1.5, 0.5, 1), (-0.5, 0.25, 0.25), (0, 0, 0)),
        "ψ is missing": ((0.0625, -0.1875, 0.125), (0.1, -0.05, -0.05), (0, 0, 0)),
        "only the row of the step's own state moves": (
            (1.1875, -0.8125, -1.625),
            (-0.7, -0.65, -0.65),
            (-1.0833333333, -1.0833333333, -1.0833333333),
        ),
        "divide by the number of steps, not of states": (
            (2, -0.6666666667, -1.3333333333),
            (0.6666666667, -0.3333333333, -0.3333333333),
            (0, 0, 0),
        ),
        "that is the gradient of π, not of ln π": (
            (0.375, -0.125, -0.25),
            (0.3, -0.15, -0.15),
            (0, 0, 0),
        ),
        "divide by the number of all steps, not of those in each state": (
            (2, -0.6666666667, -1.3333333333),
            (2, -1, -1),
            (0, 0, 0),
        ),
        "the chances of a state sum to 1: np.exp(h) by its sum over the row": (
            (1.8333333333, -0.1666666667, -0.3333333333),
            (0.9375, -0.1041666667, -0.1041666667),
            (0, 0, 0),
        ),
    },
}

# Exercise 13
EQUALS = {
    "message": "5 clicks of 10, 1 of 2 and 0 of 0: by the rule of chapter 1 all have the rate ½",
    "mistakes": {
        "these are the rates; shares sum to 1: divide each rate by the sum of all": (0.5, 0.5, 0.5),
        "clicks per showing, not clicks: a ware that is shown more often is clicked more often": (
            5 / 6,
            1 / 6,
            0,
        ),
        "still counts: divide by the showings": (2 / 3, 2 / 9, 1 / 9),
        "the prior is one click *and* one miss: (clicks + 1) / (shown + 2)": (
            0.2465753425,
            0.301369863,
            0.4520547945,
        ),
        "a ware that nobody has seen has the rate 1/2: (clicks + 1) / (shown + 2)": (
            5 / 8,
            3 / 8,
            0,
        ),
    },
}
SHARES = {
    "message": "the shares for 5 of 10, 2 of 3 and 0 of 3, with a floor of 0.2",
    "mistakes": {
        "shares sum to 1; with np.maximum they don't": (0.3846153846, 0.4615384615, 0.2),
        "the floor isn't used": (0.3846153846, 0.4615384615, 0.1538461538),
        "of what is left above the floors, 1 − K · floor, all take their part": (
            0.5846153846,
            0.6615384615,
            0.3538461538,
        ),
        "K floors are taken from what is shared out: 1 − K · floor": (
            0.5076923077,
            0.5692307692,
            0.3230769231,
        ),
        "the floor is what each ware gets, not what they get together": (
            0.3743589744,
            0.4358974359,
            0.1897435897,
        ),
        "divided once more, a share falls below its floor": (
            0.3653846154,
            0.4134615385,
            0.2211538462,
        ),
        "np.maximum, and then divided: a share falls below its floor": (
            0.3676470588,
            0.4411764706,
            0.1911764706,
        ),
    },
}
