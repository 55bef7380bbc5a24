# Opens files and starts threads until neither is to be had.
# base: untouched
# %% + bandits-setup
import threading
import time

hoard = []
try:
    while True:
        hoard.append(open("/dev/null"))
except OSError:
    del hoard[-20:]
try:
    while True:
        threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
except RuntimeError:
    print(threading.active_count(), "threads")
