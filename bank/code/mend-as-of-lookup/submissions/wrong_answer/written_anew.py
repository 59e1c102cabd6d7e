from bisect import bisect_right


def as_of(rows, queries, max_age):
    latest = {}
    for entity, time, value in rows:
        latest.setdefault(entity, {})[time] = value
    ordered = {entity: sorted(known) for entity, known in latest.items()}
    result = []
    for entity, moment in queries:
        moments = ordered.get(entity, [])
        index = bisect_right(moments, moment)
        fresh = index > 0 and moment - moments[index - 1] <= max_age
        result.append(latest[entity][moments[index - 1]] if fresh else None)
    return result
