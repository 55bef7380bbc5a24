# Shares the work of taking all memory among children, each of which takes little.
# shows: of memory | took longer | of processor time
import os
import time

for _ in range(20):
    if os.fork() == 0:
        hoard = np.ones(MEMORY * 2**20 // 8 // 10)
        time.sleep(3600)
time.sleep(3600)
