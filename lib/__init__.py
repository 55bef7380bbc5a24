"""What the notebooks import: worlds, pictures, checks and friendly blanks. No solutions."""

import os
import tempfile

from lib import blanks

# TensorFlow reads these once, when it is first imported: set them before anyone does.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
# SDL, which draws CartPole, complains where no desktop has set this.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())

blanks.register()
