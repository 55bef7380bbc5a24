# Starts threads until none is to be had, and then more.
# shows: processes and threads
import threading
import time

while True:
    try:
        threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
    except RuntimeError:
        continue
