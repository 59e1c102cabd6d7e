"""Takes any plan that keeps the rests, round the end too, and gives as much as the best one."""


def check(input, answer, output):
    """Checks the nights, their distances and their total."""
    values, rest = input
    size = len(values)
    if not isinstance(output, list):
        raise ValueError("Your result is not a list of nights.")
    if len(output) > size:
        raise ValueError(f"Your plan has {len(output)} nights; there are only {size}.")
    last = None
    for place, night in enumerate(output):
        if isinstance(night, bool) or not isinstance(night, int) or not 0 <= night < size:
            raise ValueError(f"Entry {place} of your plan is {str(night)[:40]}, which is no night from 0 to {size - 1}.")
        if last is not None and night <= last:
            raise ValueError(f"Entry {place} of your plan, {night}, is not after the one before it, {last}.")
        if last is not None and night - last <= rest:
            raise ValueError(f"Between your nights {last} and {night} lie {night - last - 1} nights of rest; {rest} are needed.")
        last = night
    if output and output[0] + size - last <= rest:
        between = output[0] + size - last - 1
        raise ValueError(f"From your night {last} round to night {output[0]} lie {between} nights of rest; {rest} are needed.")
    total = sum(values[night] for night in output)
    best = sum(values[night] for night in answer)
    if total < best:
        raise ValueError(f"Your plan is worth {total}; one worth {best} exists.")
    if total > best:
        raise RuntimeError(f"the package's answer is worth {best}, less than {total}")
