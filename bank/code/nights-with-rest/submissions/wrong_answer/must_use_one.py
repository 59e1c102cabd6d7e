def plan_nights(values: list[int], rest: int) -> list[int]:
    n = len(values)
    best = list(values)
    before = [-1] * n
    lead = 0
    leads = []
    for i in range(n):
        if i > rest:
            earlier = leads[i - rest - 1]
            if best[earlier] > 0:
                best[i] += best[earlier]
                before[i] = earlier
        if best[i] > best[lead]:
            lead = i
        leads.append(lead)
    nights = []
    i = lead
    while i >= 0:
        nights.append(i)
        i = before[i]
    return nights[::-1]
