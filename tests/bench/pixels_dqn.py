"""Can DQN see? The learner of the chapter on DQN, on the looks of the chapter on pixels.

    python tests/bench/pixels_dqn.py --seeds 5 [--seconds 60] [--plain]

Double DQN with replay memory and a soft target network, all by the code of the solved notebooks; the
convolutions are those of the chapter on pixels. Like Peter there, the network knows the mirror image:
the value of a push to the right is that of a push to the left on the mirrored look; `--plain` takes
that away. Learning stops after so many seconds of the processor, examinations on 32 poles included,
whose best network then plays a hundred episodes on our painter's pictures.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from chapters import names_of

POLES, CAPACITY, BATCH, TAU, GAMMA, RATE = 16, 50_000, 128, 0.01, 0.98, 0.0005
FIRST, EXPLORING, EVERY = (
    1000,
    15_000,
    500,
)  # steps before learning; of falling ε; updates between exams


def run(seed: int, seconds: float, *, plain: bool) -> tuple[float, float, int]:
    """Return the mean steps of 100 greedy episodes, the best examination, and the steps played."""
    import keras
    import tensorflow as tf

    sees, learns = names_of("pixels"), names_of("dqn")
    shape = sees["ROWS"], sees["COLUMNS"]
    size = 2 * shape[0] * shape[1]

    def network(rng: np.random.Generator) -> keras.Model:
        body = sees["build_network"](rng, shape)
        looked = keras.Input((size,))
        look = keras.layers.Reshape((*shape, 2))(looked)
        if plain:
            return keras.Model(looked, body(look))
        right = body(look)[:, 1:]
        left = body(keras.ops.flip(look, axis=2))[:, 1:]
        return keras.Model(looked, keras.ops.concatenate([left, right], axis=1))

    rng = np.random.default_rng(seed)
    q, target = network(rng), network(rng)
    target.set_weights(q.get_weights())
    optimizer = keras.optimizers.Adam(RATE)

    @tf.function
    def study(*parts: tf.Tensor) -> None:
        batch = learns["Batch"](*parts)
        with tf.GradientTape() as tape:
            loss = learns["td_loss"](q, target, batch, GAMMA, learns["double_targets"])
        variables = q.trainable_variables
        slopes, _ = tf.clip_by_global_norm(tape.gradient(loss, variables), 10.0)
        optimizer.apply_gradients(zip(slopes, variables, strict=True))
        learns["soft_update"](target, q, TAU)

    ask = tf.function(q)

    def greedy(seen: np.ndarray) -> np.ndarray:
        return ask(tf.constant(seen.reshape(len(seen), size))).numpy().argmax(axis=1)

    def examined(part: int, poles: int) -> float:
        watched = sees["SeenPoles"](poles, sees["Camera"](shape))
        return float(sees["examine"](watched, sees["Eye"](), greedy, part).mean())

    begun = time.process_time()
    memory = learns["ReplayMemory"](CAPACITY, size)
    poles, eye, over = (
        sees["SeenPoles"](POLES, sees["Camera"](shape)),
        sees["Eye"](),
        np.zeros(POLES, bool),
    )
    seen = eye(poles.reset(seed=seed)[0], ~over)
    steps, updates, best, kept = 0, 0, 0.0, q.get_weights()
    while time.process_time() - begun < seconds:
        epsilon = max(0.05, 1 - steps / EXPLORING)
        action = np.where(rng.random(POLES) < epsilon, rng.integers(2, size=POLES), greedy(seen))
        patches, reward, terminated, truncated, _ = poles.step(action)
        after = eye(patches, over)
        real = ~over  # in the step after an end nothing is played
        rows = seen, action, reward, after, terminated
        flat = (part.reshape(POLES, *([size] if part.ndim > 1 else []))[real] for part in rows)
        memory.add(learns["Batch"](*flat))
        seen, over, steps = after, terminated | truncated, steps + int(real.sum())
        if steps < FIRST:
            continue
        batch = memory.sample(BATCH, rng)
        study(*map(tf.constant, batch))
        updates += 1
        if updates % EVERY == 0 and (score := examined(updates, 32)) >= best:
            best, kept = score, q.get_weights()
    q.set_weights(kept)
    return examined(10**6 + seed, 100), best, steps


def main() -> None:
    """Print a line for each seed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0, help="of processor time for a seed")
    parser.add_argument("--plain", action="store_true", help="without the mirror image")
    options = parser.parse_args()
    for seed in range(options.seeds):
        score, best, steps = run(seed, options.seconds, plain=options.plain)
        told = f"mean {score:.1f} of 500, best examination {best:.1f}"
        print(f"seed {seed}: {told}, {steps:,} steps", flush=True)


if __name__ == "__main__":
    main()
