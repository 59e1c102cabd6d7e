"""Refuses inputs outside the statement's bounds."""


def validate(input):
    """Takes the lists and the module to load."""
    uses, root = input
    modules = len(uses)
    if not 1 <= modules <= 210_000:
        raise ValueError(f"there must be 1 to 210000 modules, not {modules}")
    if not 0 <= root < modules:
        raise ValueError(f"root is {root}, which is not a module")
    if sum(map(len, uses)) > 210_000:
        raise ValueError("the lists must have at most 210000 entries in all")
    for module, listed in enumerate(uses):
        for used in listed:
            if not 0 <= used < modules:
                raise ValueError(f"module {module} uses {used}, which is not a module")
