"""Takes any plan that keeps the rests and gives as much as the best one."""


def check(input, answer, output):
    """Checks the nights, their distances and their total."""
    values, rest = input
    if not isinstance(output, list):
        raise ValueError("Your result is not a list of nights.")
    if len(output) > len(values):
        raise ValueError(f"Your plan has {len(output)} nights; there are only {len(values)}.")
    last = None
    for place, night in enumerate(output):
        if isinstance(night, bool) or not isinstance(night, int) or not 0 <= night < len(values):
            raise ValueError(f"Entry {place} of your plan is {str(night)[:40]}, which is no night from 0 to {len(values) - 1}.")
        if last is not None and night <= last:
            raise ValueError(f"Entry {place} of your plan, {night}, is not after the one before it, {last}.")
        if last is not None and night - last <= rest:
            raise ValueError(f"Between your nights {last} and {night} lie {night - last - 1} nights of rest; {rest} are needed.")
        last = night
    total = sum(values[night] for night in output)
    best = sum(values[night] for night in answer)
    if total < best:
        raise ValueError(f"Your plan is worth {total}; one worth {best} exists.")
    if total > best:
        raise RuntimeError(f"the package's answer is worth {best}, less than {total}")
