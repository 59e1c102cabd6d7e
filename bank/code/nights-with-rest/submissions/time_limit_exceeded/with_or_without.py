def plan_nights(values: list[int], rest: int) -> list[int]:
    def best(first: int) -> tuple[int, list[int]]:
        if first >= len(values):
            return 0, []
        without = best(first + 1)
        total, nights = best(first + rest + 1)
        return max(without, (total + values[first], [first, *nights]), key=lambda plan: plan[0])

    return best(0)[1]
