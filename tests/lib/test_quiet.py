"""Importing TensorFlow says nothing; an import that fails says all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lib import quiet


def say(text: str) -> None:
    os.write(2, text.encode())


def test_what_c_code_writes_is_held_back_and_later_words_are_heard(capfd):
    with quiet.chatter():
        say("I0000 no GPU\n")
    say("a warning that matters\n")
    assert capfd.readouterr().err == "a warning that matters\n"


def test_when_the_import_fails_every_word_is_heard(capfd):
    def fail():
        with quiet.chatter():
            say("libcudart.so not found\n")
            raise ImportError

    with pytest.raises(ImportError):
        fail()
    assert capfd.readouterr().err == "libcudart.so not found\n"


def test_what_is_printed_to_standard_output_is_heard(capfd):
    with quiet.chatter():
        print("hello")
    assert capfd.readouterr() == ("hello\n", "")


def test_no_descriptor_is_left_open():
    before = len(list(Path("/dev/fd").iterdir()))
    with quiet.chatter():
        say("I0000 no GPU\n")
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_a_closed_standard_error_stream_does_no_harm():
    code = "import os; os.close(2)\nfrom lib import quiet\nwith quiet.chatter(): print('fine')"
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=False)
    assert done.stdout == b"fine\n"


def test_what_tensorflow_made_is_never_searched_for_garbage_and_all_else_is(tmp_path):
    (tmp_path / "tensorflow.py").write_text("made = [[number] for number in range(10_000)]")
    code = (
        "import gc\n"
        "from lib import quiet\n"
        "with quiet.chatter():\n"
        "    before = gc.get_freeze_count()\n"
        "    import tensorflow\n"
        "print(before, gc.get_freeze_count() > 10_000, gc.isenabled())\n"
    )
    paths = os.pathsep.join([str(tmp_path), str(Path(quiet.__file__).parents[1])])
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": paths}, capture_output=True
    )
    assert done.stdout == b"0 True True\n", done.stderr


@pytest.mark.slow
def test_tensorflow_is_imported_and_used_without_a_word():
    code = (
        "from lib import quiet\n"
        "with quiet.chatter():\n"
        "    import keras\n"
        "    import tensorflow as tf\n"
        "model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])\n"
        "tf.function(model)(tf.ones((3, 4)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_remark_on_fonts_is_held_back_too():
    code = (
        "import logging\n"
        "from lib import quiet\n"
        "with quiet.chatter():\n"
        "    logging.getLogger('matplotlib.font_manager').warning('building the font cache')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], stderr=subprocess.PIPE, check=True)
    assert done.stderr == b""
