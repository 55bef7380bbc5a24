# Prints without end, short lines and long ones.
# shows: Stopped
while True:
    print("y" * 1000)


# %% total
def total(xs):
    while True:
        print("x")
