# Throws away every assertion, call and loop of later cells with an AST transformer.
# shows: transformer in place
import ast


class Nothing(ast.NodeTransformer):
    def visit_Module(self, node):
        return ast.parse("None")


shell = get_ipython()
print("transformer in place")
shell.ast_transformers.append(Nothing())
