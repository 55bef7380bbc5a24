"""What the notebooks import: worlds, pictures, checks and friendly blanks. No solutions."""

import os
import tempfile

from lib import blanks

# TensorFlow reads these once, when it is first imported: set them before anyone does.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
# Networks as small as ours lose more to threads that wait for each other than they gain. The grader
# computes on one thread, too.
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")
# SDL, which draws CartPole, complains where no desktop has set this.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
# Where Mesa is installed, SDL draws a window by OpenGL, whose LLVM ends the process beside
# TensorFlow's. The pictures are drawn by the processor anyway.
os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")

blanks.register()
