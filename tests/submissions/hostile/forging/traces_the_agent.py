# Sets trace and profile functions that change the agent's local values while it runs.
# shows: tracing
import ctypes
import sys


def trace(frame, event, argument):
    if frame.f_code.co_name in ("_call", "_described", "_answer"):
        frame.f_locals["value"] = 6
        ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))
    return trace


print("tracing")
sys.setprofile(lambda *args: None)
sys.settrace(trace)


# %% total
def total(xs):
    return None
