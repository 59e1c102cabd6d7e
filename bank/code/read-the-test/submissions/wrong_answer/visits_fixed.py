from math import sqrt


def read_test(user, arm, clicked, before):
    people = {}
    for who, side, click, known in zip(user, arm, clicked, before):
        record = people.setdefault(who, [side, 0, 0, known])
        record[1] += 1
        record[2] += click
    arms = [[], []]
    for side, visits, clicks, known in people.values():
        arms[side].append((visits, clicks, known))

    control, treatment = map(len, arms)
    if (treatment - control) ** 2 / (treatment + control) > 10.83:
        return []

    shares, means, residuals = [], [], []
    for users in arms:
        visits = sum(v for v, _, _ in users)
        share = sum(c for _, c, _ in users) / visits
        mean = sum(x for _, _, x in users) / len(users)
        scale = len(users) / visits
        shares.append(share)
        means.append(mean)
        residuals.append([(c * scale - share, x - mean) for v, c, x in users])

    squares = sum(x * x for users in residuals for _, x in users)
    products = sum(d * x for users in residuals for d, x in users)
    slope = products / squares if squares > 1e-12 else 0.0

    estimate = shares[1] - shares[0] - slope * (means[1] - means[0])
    variance = 0.0
    for users in residuals:
        left = sum((d - slope * x) ** 2 for d, x in users)
        variance += left / (len(users) * (len(users) - 1))
    half = 1.959963984540054 * sqrt(variance)
    low, high = estimate - half, estimate + half
    return [1.0 if low > 0 else -1.0 if high < 0 else 0.0, estimate, low, high]
