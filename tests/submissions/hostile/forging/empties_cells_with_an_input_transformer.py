# Turns every later cell into nothing with input transformers.
# shows: transformers in place
shell = get_ipython()
print("transformers in place")
shell.input_transformers_cleanup.append(lambda lines: ["pass\n"])
shell.input_transformers_post.append(lambda lines: ["pass\n"])
