# A daemon that forks and ends many times a second, so that no number stays valid until it is signalled.
# shows: moving
import os
import time

if os.fork() == 0:
    os.setsid()
    while True:
        if os.fork():
            os._exit(0)
        os.setsid()
        time.sleep(0.002)
os.wait()
print("moving")
