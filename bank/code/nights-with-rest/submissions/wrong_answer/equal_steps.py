def plan_nights(values: list[int], rest: int) -> list[int]:
    plans = [range(first, len(values), rest + 1) for first in range(min(rest + 1, len(values)))]
    best = max(plans, key=lambda plan: sum(values[night] for night in plan))
    return [night for night in best if values[night] > 0]
